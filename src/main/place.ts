/** Where a virtual modem is to be found, for whoever started it. */
export interface Place {
  readonly modem: string
  /** In words. */
  readonly at: string
  /** A command that asks the modem for something. */
  readonly attempt: string
}
