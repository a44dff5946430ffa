/**
 * Streams of device services: opened and closed on the control channel, carried by the data port beside it. Without that
 * port the bytes have no way, and the modem is not even asked.
 */
import { DialtoneError } from '../../../base/index.ts'
import type { StreamOperation } from '../../../core/index.ts'
import { StatusError, type DataStream } from '../../../device/index.ts'
import { DssConnect } from '../../../mbim/index.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { patiently } from '../patience.ts'

export async function operateStream(
  context: DriverContext,
  operation: StreamOperation,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { service, number = 0 } = operation
    switch (operation.kind) {
      case 'open-stream':
        await open(context, service, number, signal)
        return
      case 'write-stream':
        await streamOf(context, number).write(operation.data)
        return
      case 'close-stream':
        await tellModem(context, service, number, 'deactivate', signal)
        letGo(context, number)
    }
  } catch (error) {
    throw causeError(error, what)
  }
}

/** It is listened to before the modem is told: nothing that it sends is missed. */
async function open(
  context: DriverContext,
  service: string,
  number: number,
  signal: AbortSignal,
): Promise<void> {
  const { data, log, streams } = context
  if (data === undefined) {
    throw new DialtoneError('not_supported', 'nothing carries the streams of this modem')
  }
  const isLost = (): boolean => context.signal.aborted
  const stream = await data.open(number, {
    data: (piece) => {
      if (piece.length > data.maxDataSize) {
        log.warn({ number, bytes: piece.length }, 'ignored a piece of a stream that is too long')
      } else context.tell({ type: 'stream-data', number, data: piece.slice() })
    },
  })
  if (isLost()) {
    stream[Symbol.dispose]()
    throw new DialtoneError('unplugged', 'the modem was lost meanwhile')
  }
  streams.set(number, stream)
  try {
    await tellModem(context, service, number, 'activate', signal)
  } catch (error) {
    letGo(context, number)
    // One that was given up may have been opened all the same, and would be in the way of the next.
    if (StatusError.of(error) === undefined && !isLost()) {
      await tellModem(context, service, number, 'deactivate', context.signal).catch((failure: unknown) => {
        log.debug({ number, error: String(failure) }, 'could not close a stream that was given up')
      })
    }
    throw error
  }
}

async function tellModem(
  { clock, device }: DriverContext,
  deviceServiceId: string,
  dssSessionId: number,
  dssLinkState: 'activate' | 'deactivate',
  signal: AbortSignal,
): Promise<void> {
  await patiently(() => device.set(DssConnect, { deviceServiceId, dssSessionId, dssLinkState }, { signal }), {
    clock,
    signal,
  })
}

function streamOf({ streams }: DriverContext, number: number): DataStream {
  const stream = streams.get(number)
  if (stream === undefined) throw new DialtoneError('invalid_state', 'the stream is not open')
  return stream
}

function letGo({ streams }: DriverContext, number: number): void {
  streams.get(number)?.[Symbol.dispose]()
  streams.delete(number)
}
