/** Who was at the hospital on which day: all that later parts need of the lives, in a few bytes a visit. */

export class VisitLog {
  private patients = new Int32Array(1 << 16)
  private days = new Int32Array(1 << 16)
  private size = 0
  /** Patients by day, after `seal`. */
  private offsets = new Int32Array(0)
  private sorted = new Int32Array(0)

  constructor(
    private readonly start: number,
    private readonly end: number,
  ) {}

  add(day: number, patient: number): void {
    if (this.size === this.days.length) {
      this.patients = grow(this.patients)
      this.days = grow(this.days)
    }
    this.days[this.size] = day
    this.patients[this.size] = patient
    this.size += 1
  }

  /** Sorts by day (counting sort). */
  seal(): void {
    const length = this.end - this.start + 1
    this.offsets = new Int32Array(length + 1)
    for (let i = 0; i < this.size; i += 1) {
      const slot = (this.days[i] ?? 0) - this.start + 1
      this.offsets[slot] = (this.offsets[slot] ?? 0) + 1
    }
    for (let i = 1; i <= length; i += 1) this.offsets[i] = (this.offsets[i] ?? 0) + (this.offsets[i - 1] ?? 0)
    const next = this.offsets.slice()
    this.sorted = new Int32Array(this.size)
    for (let i = 0; i < this.size; i += 1) {
      const slot = (this.days[i] ?? 0) - this.start
      const at = next[slot] ?? 0
      this.sorted[at] = this.patients[i] ?? 0
      next[slot] = at + 1
    }
  }

  /** Number of visits from `from` up to, not including, `to`. */
  count(from: number, to: number): number {
    return this.offset(to) - this.offset(from)
  }

  /** Patient of the visit number `index` of those from `from` on. */
  patientAt(from: number, index: number): number {
    return this.sorted[this.offset(from) + index] ?? 0
  }

  private offset(day: number): number {
    const slot = Math.min(this.offsets.length - 1, Math.max(0, day - this.start))
    return this.offsets[slot] ?? 0
  }
}

function grow(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(old.length * 2)
  larger.set(old)
  return larger
}
