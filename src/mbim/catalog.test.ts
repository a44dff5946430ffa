import { expect, test } from 'vitest'
import { CIDS, Connect, findCid, findService, MsVersion, SERVICES, Sms, SmsRead } from './index.ts'

test('everything is found by what stands on the wire, and by name', () => {
  expect(SERVICES).toHaveLength(36)
  expect(CIDS).toHaveLength(101)
  for (const service of SERVICES) {
    expect(findService(service.uuid)).toBe(service)
    expect(findService(service.name)).toBe(service)
  }
  for (const cid of CIDS) {
    expect(findCid(cid.service.uuid, cid.number)).toBe(cid)
    expect(findCid(cid.service.name, cid.name)).toBe(cid)
  }
  expect(findCid('basic-connect', 'connect')).toBe(Connect)
  expect(findCid(Sms.uuid, 2)).toBe(SmsRead)
  expect(findCid('ms-basic-connect-extensions', 15)).toBe(MsVersion)
})

test('what is not there is not found', () => {
  expect(findService('constructor')).toBeUndefined()
  expect(findCid('sms', 99)).toBeUndefined()
  expect(findCid('sms', 'toString')).toBeUndefined()
  expect(findCid('nothing', 1)).toBeUndefined()
})
