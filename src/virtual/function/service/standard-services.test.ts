import { expect, test } from 'vitest'
import { BasicConnect, CIDS, MsBasicConnectExtensions } from '../../../mbim/index.ts'
import { standardParts, standardServices } from './standard-services.ts'

const everything = standardServices({ version: 4, multicarrier: true })
const covered = CIDS.filter(({ service }) => service === BasicConnect || service === MsBasicConnectExtensions)

test.each(covered.map((cid) => [`${cid.service.name} ${cid.name}`, cid] as const))(
  '%s has every operation it can have, and no other',
  (_name, cid) => {
    const entry = everything.find(cid.service.uuid, cid.number)
    expect({
      query: entry?.query !== undefined,
      set: entry?.set !== undefined,
      indication: entry?.told,
    }).toEqual({
      query: cid.query !== undefined,
      set: cid.set !== undefined,
      // DEVICE_SERVICES and its like answer with what is never indicated.
      indication: cid.indication !== undefined,
    })
  },
)

test('an older function leaves out what came later', () => {
  const old = standardServices({ version: 2, multicarrier: false })
  for (const cid of covered) {
    if (cid.since > 2) expect(old.find(cid.service.uuid, cid.number)).toBeUndefined()
  }
  expect(old.find(BasicConnect.uuid, 24)).toBeUndefined()
})

test('modems of a kind share their table', () => {
  const kind = { version: 3, multicarrier: false } as const
  expect(standardServices(kind)).toBe(standardServices({ ...kind }))
  expect(standardServices(kind)).not.toBe(everything)
  expect(standardParts(kind).length).toBeLessThan(standardParts({ version: 4, multicarrier: true }).length)
})
