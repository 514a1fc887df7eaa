const BLOCK = 'animate-pulse rounded-md border border-line bg-surface'

/** The place of a page while it loads: the same grid as the pages have. */
export function PageSkeleton({ label }: { label: string }) {
  return (
    <div className="grid grid-cols-1 gap-4" role="status" aria-label={label}>
      <div className="h-7 w-48 animate-pulse rounded bg-sunken" />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {['a', 'b', 'c', 'd'].map((key) => (
          <div key={key} className={`${BLOCK} h-40`} />
        ))}
      </div>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <div className={`${BLOCK} h-80`} />
        <div className={`${BLOCK} h-80`} />
      </div>
      <div className={`${BLOCK} h-96`} />
    </div>
  )
}
