interface BulletProps {
  value: number
  low: number | null
  high: number | null
  goal: number
  /** Right end of the scale. */
  max: number
  label: string
}

/** A value against its goal: bar, interval, and a mark where the goal stands. Scales with its place; no script. */
export function Bullet({ value, low, high, goal, max, label }: BulletProps) {
  const at = (v: number) => `${(Math.min(1, Math.max(0, v / max)) * 100).toFixed(2)}%`
  return (
    <svg width="100%" height="24" role="img" aria-label={label} className="block min-w-0 flex-1 overflow-visible">
      <rect width="100%" height="12" y="6" rx="2" fill="var(--sunken)" />
      <rect width={at(goal)} height="12" y="6" rx="2" fill="var(--line)" />
      <rect width={at(value)} height="6" y="9" fill="var(--accent)" />
      {low !== null && high !== null && (
        <g stroke="var(--ink)" strokeWidth="1.25">
          <line x1={at(low)} x2={at(high)} y1="12" y2="12" />
          <line x1={at(low)} x2={at(low)} y1="8.5" y2="15.5" />
          <line x1={at(high)} x2={at(high)} y1="8.5" y2="15.5" />
        </g>
      )}
      <line x1={at(goal)} x2={at(goal)} y1="2" y2="22" stroke="var(--ink)" strokeWidth="2" />
    </svg>
  )
}
