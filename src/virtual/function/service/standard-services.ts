/** The services that a virtual modem has unless told otherwise: one table for each kind of modem, made on first use. */
import type { MbimExVersion } from '../../../mbim/index.ts'
import type { Part } from '../part.ts'
import { ServiceTable } from '../service-table.ts'
import { basicConnect, basicConnectMulticarrier } from './basic-connect/basic-connect.ts'
import {
  msBasicConnectExtensions,
  msVersion,
} from './ms-basic-connect-extensions/ms-basic-connect-extensions.ts'
import { deviceServiceStreams } from './stream.ts'
import { virtualVendor } from './vendor.ts'
import { sms } from './sms/sms.ts'

const tables = new Map<string, ServiceTable>()

/** `version` is the highest that the function agrees to. */
export function standardServices(options: { version: MbimExVersion; multicarrier: boolean }): ServiceTable {
  const { version, multicarrier } = options
  const key = `${version.toString()} ${multicarrier.toString()}`
  const known = tables.get(key)
  if (known !== undefined) return known
  const table = new ServiceTable(standardParts(options), version)
  tables.set(key, table)
  return table
}

/** What the table is made of, for whoever adds a service or takes one away. */
export function standardParts(options: { version: MbimExVersion; multicarrier: boolean }): readonly Part[] {
  return [
    ...basicConnect,
    ...(options.multicarrier ? basicConnectMulticarrier : []),
    ...sms,
    ...msBasicConnectExtensions,
    ...(options.version > 1 ? msVersion : []),
    ...deviceServiceStreams,
    ...virtualVendor,
  ]
}
