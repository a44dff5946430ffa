/**
 * Whether a command has said what a page shows: `…` stands for anything, and what differs from run to run (times, ids, addresses,
 * strengths of signals, lengths of time) for its like. That a signal has moved is told whenever it has: where none is shown it
 * is passed over. White space is the terminal's.
 */

const VARYING: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'ID'],
  [/\b0m[0-9a-z]{13}\b/g, 'EPOCH'],
  [/EPOCH-\d+/g, 'CURSOR'],
  [/\b\d{4}-\d\d-\d\d\b/g, 'DATE'],
  [/\b\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?![\w:])/g, 'TIME'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?\b/g, 'IPV4'],
  [/\b2001:db8:[0-9a-f:]*(?:\/\d+)?/g, 'IPV6'],
  [/-?\d+ dBm?\b/g, 'STRENGTH'],
  [/\b[\d.]+ (?:ms|s|min|h|d)\b(?: \d+ (?:s|min|h)\b)?/g, 'LENGTH'],
  [/\b(?:for LENGTH|just now|LENGTH)\b/g, 'LENGTH'],
  [/\b(request|process|at byte) \d+/g, '$1 NUMBER'],
  [/"(id|seq|time|request|requestId|startedAt|since)":\d+/g, '"$1":NUMBER'],
  [/\bdt-[\w-]+/g, 'DEVICE'],
  [/\b(cursor|token)=[\w%-]+/g, '$1=OPAQUE'],
  [/\s+/g, ' '],
]

/** What `watch` says of a signal, which moves by itself, some times a minute. */
const SIGNAL = /^\d\d:\d\d:\d\d\.\d+ +\S+ +signal .*\n?/gm

const likened = (text: string): string =>
  VARYING.reduce((so, [pattern, word]) => so.replaceAll(pattern, word), text).trim()

export function isSameOutput(shown: string, said: string): boolean {
  return patternOf(shown, '$').test(likened(toldOf(shown, said)))
}

/** Whether that is how it begins. */
export function beginsAsShown(shown: string, said: string): boolean {
  return patternOf(shown, '').test(likened(toldOf(shown, said)))
}

function toldOf(shown: string, said: string): string {
  return shown.search(SIGNAL) >= 0 ? said : said.replaceAll(SIGNAL, '')
}

function patternOf(shown: string, end: string): RegExp {
  const parts = likened(shown)
    .split(/ ?… ?/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}${end}`, 's')
}
