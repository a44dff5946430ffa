/** MS_BASIC_CONNECT_EXTENSIONS (Microsoft, MBIMEx 1.0 to 4.0). */
import type { Part } from '../../part.ts'
import { cell } from './cell.ts'
import { context } from './context.ts'
import { device, version } from './device.ts'
import { network } from './network.ts'

export const msBasicConnectExtensions: readonly Part[] = [...device, ...context, ...network, ...cell]

/** Beside it, for a device that agrees to more than plain MBIM 1.0. */
export const msVersion = version
