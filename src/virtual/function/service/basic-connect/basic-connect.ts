/** BASIC_CONNECT (MBIM 1.0 §10.5). */
import type { Part } from '../../part.ts'
import { connection } from './connection.ts'
import { device } from './device.ts'
import { multicarrier, network } from './network.ts'
import { sim } from './sim.ts'

export const basicConnect: readonly Part[] = [...device, ...sim, ...network, ...connection]

/** Beside `basicConnect`, for a device that has it. */
export const basicConnectMulticarrier = multicarrier
