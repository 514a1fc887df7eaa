/** The product's mark, drawn large: four lanes and a runner on the last. */
export function Track() {
  return (
    <svg viewBox="0 0 176 72" aria-hidden="true" className="h-18 w-44 text-accent">
      {[0, 1, 2, 3].map((lane) => (
        <rect
          key={lane}
          x={2 + lane * 8}
          y={8 + lane * 8}
          width={172 - lane * 16}
          height={60 - lane * 16}
          rx={30 - lane * 8}
          fill="none"
          stroke="currentColor"
          strokeWidth={lane === 0 ? 3 : 1.5}
          opacity={lane === 0 ? 1 : 0.45 - lane * 0.1}
        />
      ))}
      <circle cx="128" cy="8" r="6" fill="currentColor" stroke="var(--bg)" strokeWidth="2.5" />
    </svg>
  )
}
