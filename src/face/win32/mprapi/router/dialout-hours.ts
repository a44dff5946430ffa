/**
 * Dial-out hours as RRAS writes them in lpwsDialoutHoursRestriction: one item a day, each ended by NUL, the list by a
 * second NUL. The windows are those in which dialling is allowed.
 */
import { formatDialOutHours, parseDialOutHours, type DialOutHours } from '../../../../core/index.ts'

/** Null: no restriction. */
export function formatHours(hours: DialOutHours | undefined): string | null {
  if (hours === undefined) return null
  return `${formatDialOutHours(hours)
    .map((item) => `${item}\0`)
    .join('')}\0`
}

/** @throws DialtoneError `invalid_argument` */
export function parseHours(text: string | null): DialOutHours | null {
  const items = (text ?? '').split('\0').filter((item) => item.trim() !== '')
  return items.length === 0 ? null : parseDialOutHours(items)
}
