/**
 * What both ends settle before anything else: whether the function is open, what it offers, and which version of the
 * extensions they speak. VERSION must be the command right after DEVICE_SERVICES: after any other one the function stays
 * with MBIM 1.0.
 */
import { DialtoneError, type Clock, type Logger } from '../base/index.ts'
import { DeviceServices, MsVersion, type MbimExVersion } from '../mbim/index.ts'
import type { Backlog } from './backlog.ts'
import { query, type CommandOptions, type CommandPort, type SendingOptions } from './command.ts'
import { ProtocolError, StatusError } from './errors.ts'
import { ServiceList } from './service-list.ts'
import { TIMEOUTS } from './timeouts.ts'

/** Where a function is asked of which nothing is known. */
export interface ProbePort extends CommandPort {
  readonly backlog: Backlog
  readonly clock: Clock
}

type Found = ServiceList | 'closed' | 'silent'

/**
 * The most questions that strange frames earn. A function keeps what the host before us was notified of and had not fetched:
 * answers to what it had outstanding (8 commands, if it was like us), their fragments, and a moment's indications. One that
 * goes on beyond four times 8 does not answer at all.
 */
const MOST_EARNED = 32

/**
 * Asks for the services of a function of which nothing is known. Its list tells that it is open; else it says that it is
 * `closed`, or nothing at all.
 */
export async function probe(port: ProbePort, options: CommandOptions): Promise<Found> {
  const earned = { left: MOST_EARNED }
  // Twice, as `insist` does.
  const found = await askOn(port, options, earned)
  return found === 'silent' ? askOn(port, options, earned) : found
}

/**
 * Asks, and asks on while anything strange is heard: it may be what a host before us left unread (`backlog.ts`), and
 * the answer to us comes only after it.
 */
async function askOn(port: ProbePort, options: CommandOptions, earned: { left: number }): Promise<Found> {
  const { backlog, clock } = port
  const { promise, resolve, reject } = Promise.withResolvers<Found>()
  const over = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, over.signal]) : over.signal
  let outstanding = 0
  const ask = (urgent: boolean): void => {
    outstanding++
    askServices(port, {
      signal,
      timeout: TIMEOUTS.probe,
      urgent,
      sent: (id) => {
        backlog.asked(id)
      },
    }).then(resolve, (error: unknown) => {
      outstanding--
      if (error instanceof ProtocolError) resolve(error.error === 'not-opened' ? 'closed' : 'silent')
      else if (!(error instanceof DialtoneError && error.code === 'timeout')) reject(error)
      else if (outstanding === 0) resolve('silent')
    })
  }
  backlog.clear()
  try {
    using _watch = backlog.onStrange(() => {
      if (earned.left-- > 0) ask(true)
    })
    ask(false)
    const found = await promise
    if (found instanceof ServiceList) await backlog.measure(clock, options)
    return found
  } finally {
    over.abort(new DialtoneError('cancelled', 'another question was answered'))
  }
}

/** The services of an open function. One that refuses to list them is an MBIM function nevertheless. */
export function listServices(port: CommandPort, options: CommandOptions): Promise<ServiceList> {
  return insist(() => askServices(port, options))
}

async function askServices(port: CommandPort, options: SendingOptions): Promise<ServiceList> {
  try {
    const { deviceServices, maxDssSessions } = await query(port, DeviceServices, {}, options)
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
