/** The shape of the character tables of 3GPP TS 23.038: the default one, its extension and the national ones. */

/** Characters of consecutive codes from `start` on. A code in no run stands for nothing. */
export type Run = readonly [start: number, characters: string]

export interface NationalTable {
  /** Replaces the default alphabet; absent where the language uses that (Spanish). */
  readonly locking?: readonly Run[]
  /** Replaces the extension table: what a code means after an escape. */
  readonly single: readonly Run[]
}
