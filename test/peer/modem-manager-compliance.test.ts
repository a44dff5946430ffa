/** What every driver owes its users, kept by the driver over a stock ModemManager, which manages virtual modems. */
import { beforeAll, expect, test } from 'vitest'
import { COMPLIANCE } from '../../src/driver/compliance.ts'
import { INAPPLICABLE } from './modem-manager-inapplicable.ts'
import { isInstalled, PACKAGES } from './modem-manager.ts'
import { runNamespaced } from './namespaced.ts'
import { requirePeer } from './peer.ts'

/**
 * All cases one after the other take half a minute, of which each ModemManager's finding its modems is four seconds, on a
 * machine that does little else; beside eight programs that want the same two processors all the time it is three minutes.
 */
const PATIENCE = 480_000

const suite = requirePeer('ModemManager', `apt-get install ${PACKAGES.join(' ')}`, isInstalled)

suite('over ModemManager', () => {
  let outcomes: Readonly<Record<string, string>> = {}
  beforeAll(async () => {
    const told = runNamespaced('modem-manager-compliance.ts', [], { patience: PATIENCE })
    outcomes = (await told) as typeof outcomes // what the script prints
  }, PATIENCE + 10_000)

  test('only cases that there are cannot be applied', () => {
    const names = COMPLIANCE.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining([...INAPPLICABLE.keys()]))
  })

  test.each(COMPLIANCE.filter(({ name }) => !INAPPLICABLE.has(name)))('$name', ({ name }) => {
    expect(outcomes[name]).toBe('kept')
  })
})
