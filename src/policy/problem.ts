/** What is wrong with settings: which key of them, and why, in words that say what to do. */

export interface SettingProblem {
  /** `idleTimeout`, `routes[2].destination`. */
  readonly key: string
  readonly message: string
}

/** Collects problems under the keys that they concern. */
export class Problems {
  readonly found: SettingProblem[] = []

  add(key: string, message: string): void {
    this.found.push({ key, message })
  }

  /** Whether `value` is a whole number in the range; says so where it is not. */
  whole(key: string, value: number, least: number, most: number): boolean {
    if (Number.isInteger(value) && value >= least && value <= most) return true
    this.add(key, `has to be a whole number from ${least} to ${most}, not ${value}`)
    return false
  }
}
