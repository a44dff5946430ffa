/** Numbers as options take them. */
import { InvalidArgumentError } from 'commander'

/** Two hundred take a second; this many are no mistake of the keyboard's. */
const MOST = 1000

export function count(text: string): number {
  const value = whole(text)
  if (value < 1 || value > MOST) throw new InvalidArgumentError(`It has to be between 1 and ${MOST}.`)
  return value
}

/** 0 is any that is free. */
export function port(text: string): number {
  const value = whole(text)
  if (value > 65_535) throw new InvalidArgumentError('It has to be below 65536.')
  return value
}

export function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.')
  return Number(text)
}
