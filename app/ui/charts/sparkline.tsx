interface SparklineProps {
  values: readonly (number | null)[]
  width?: number
  height?: number
  /** A dotted line where the goal stands. */
  goal?: number
}

/** A trend without axes, filled down to zero; decoration beside a figure that says the number. */
export function Sparkline({ values, width = 104, height = 32, goal }: SparklineProps) {
  const known = values.filter((v) => v !== null)
  if (known.length < 2) return null
  const top = Math.max(...known, goal ?? 0) || 1
  const x = (i: number) => 2 + (i / (values.length - 1)) * (width - 6)
  const y = (v: number) => height - 2 - (Math.max(0, v) / top) * (height - 6)
  let path = ''
  let area = ''
  values.forEach((value, i) => {
    if (value === null) return
    const isStart = i === 0 || (values[i - 1] ?? null) === null
    const isEnd = (values[i + 1] ?? null) === null
    const point = `${x(i).toFixed(1)} ${y(value).toFixed(1)}`
    path += `${isStart ? 'M' : 'L'}${point}`
    area += `${isStart ? `M${x(i).toFixed(1)} ${String(height)}` : ''}L${point}${isEnd ? `V${String(height)}Z` : ''}`
  })
  const last = values.findLastIndex((v) => v !== null)
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      width={width}
      height={height}
      aria-hidden="true"
      className="block h-auto max-w-full"
    >
      <path d={area} fill="var(--accent-weak)" />
      {goal !== undefined && (
        <line x1="0" x2={width} y1={y(goal)} y2={y(goal)} stroke="var(--ink-3)" strokeDasharray="2 3" />
      )}
      <path d={path} fill="none" stroke="var(--accent)" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r="2.5" fill="var(--accent)" />
    </svg>
  )
}
