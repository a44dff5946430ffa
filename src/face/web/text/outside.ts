/**
 * Text that somebody outside has chosen, made fit to be read: controls, which show nothing, and marks that would turn the
 * direction of what is beside them are shown as `?`.
 */

// C0 and C1 controls, line and paragraph separators; bidirectional controls (Unicode TR 9 §2).
const HARMFUL = /[\u0000-\u001F\u007F-\u009F\u061C\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

export function outside(text: string): string {
  return text.replace(HARMFUL, '?')
}
