/**
 * What both ends settle before anything else: whether the function is open, what it offers, and which version of the
 * extensions they speak. VERSION must be the command right after DEVICE_SERVICES: after any other one the function stays
 * with MBIM 1.0.
 */
import { DialtoneError, type Logger } from '../base/index.ts'
import { DeviceServices, MsVersion, type MbimExVersion } from '../mbim/index.ts'
import { query, type CommandOptions, type CommandPort } from './command.ts'
import { ProtocolError, StatusError } from './errors.ts'
import { ServiceList } from './service-list.ts'
import { TIMEOUTS } from './timeouts.ts'

/**
 * Asks for the services of a function of which nothing is known. Its list tells that it is open; else it says that it is
 * `closed`, or nothing at all.
 */
export async function probe(
  port: CommandPort,
  options: CommandOptions,
): Promise<ServiceList | 'closed' | 'silent'> {
  try {
    return await listServices(port, { ...options, timeout: TIMEOUTS.probe })
  } catch (error) {
    if (error instanceof ProtocolError) return error.error === 'not-opened' ? 'closed' : 'silent'
    if (error instanceof DialtoneError && error.code === 'timeout') return 'silent'
    throw error
  }
}

/** The services of an open function. One that refuses to list them is an MBIM function nevertheless. */
export async function listServices(port: CommandPort, options: CommandOptions): Promise<ServiceList> {
  try {
    const { deviceServices, maxDssSessions } = await insist(() => query(port, DeviceServices, {}, options))
    return new ServiceList(deviceServices, maxDssSessions)
  } catch (error) {
    const unreadable =
      error instanceof DialtoneError && error.code === 'protocol' && !(error instanceof ProtocolError)
    if (error instanceof StatusError || unreadable) return new ServiceList()
    throw error
  }
}

/**
 * Agrees on the highest version that both ends have; on 1.0 with a function that has no extensions. The session sees the
 * answer pass and takes its version from there.
 */
export async function negotiateVersion(
  port: CommandPort,
  services: ServiceList,
  highest: MbimExVersion,
  options: CommandOptions & { log: Logger },
): Promise<void> {
  if (highest === 1 || !services.has(MsVersion)) return
  try {
    const versions = { mbimVersion: 0x0100, mbimExtendedVersion: highest << 8 }
    await insist(() => query(port, MsVersion, versions, { signal: options.signal }))
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    options.log.info({ error: error.message }, 'the modem agrees on no extension version')
  }
}

/**
 * Asks once more when the question or its answer was lost: here a lost frame would cost a live session, or leave the two
 * ends with different versions.
 */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const lost =
      error instanceof ProtocolError
        ? error.error !== 'not-opened'
        : error instanceof DialtoneError && error.code === 'timeout'
    if (!lost) throw error
    return ask()
  }
}
