/** The cases of the compliance suite that ModemManager cannot do at all, by their names, and why. */
const LOCKED_LATER =
  'ModemManager asks whether a SIM is locked when it takes the modem up, and never again; the story of the PIN has it locked from the start'

export const INAPPLICABLE: ReadonlyMap<string, string> = new Map([
  ['the right PIN opens a locked SIM, which is told before the operation ends', LOCKED_LATER],
  ['a wrong PIN costs one attempt and no more, and is pin_failed with those that are left', LOCKED_LATER],
])
