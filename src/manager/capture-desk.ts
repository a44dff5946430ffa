/** The operations on the recorder: whoever begins, ends or takes a capture is told of as an event. */
import { DialtoneError, formatDuration, Milliseconds, Hours } from '../base/index.ts'
import type { Scope } from '../core/index.ts'
import type { CaptureControl, CaptureService, OperationName } from '../api/index.ts'
import type { Floor } from './floor.ts'

/** 16 MiB: what a busy modem says in a day. */
const USUAL_SIZE = 16 * 1024 * 1024
const USUAL_AGE = Hours(24)

export interface CaptureDeskOptions {
  readonly control: CaptureControl | undefined
  readonly floor: Pick<Floor, 'modems'>
  readonly need: (scope: Scope) => void
  readonly did: (operation: OperationName, about?: string) => Promise<void>
}

export function captureDesk({ control, floor, need, did }: CaptureDeskOptions): CaptureService {
  const recording = (): CaptureControl => {
    need('capture')
    if (control !== undefined) return control
    throw new DialtoneError('not_supported', 'this service was opened without a recorder')
  }
  /** The device of the modem that is called so, or was. */
  const deviceOf = (called: string): string => {
    const modems = floor.modems()
    const found =
      modems.find(({ name }) => name === called) ?? modems.find(({ id }) => id === called.toLowerCase())
    if (found !== undefined) return found.device
    const recorded = recording().devices()
    if (recorded.includes(called)) return called
    const known = [...modems.map(({ name }) => name), ...recorded]
    const rest =
      known.length === 0 ? 'nothing is' : `${known.join(', ')} ${known.length === 1 ? 'is' : 'are'}`
    throw new DialtoneError('not_found', `no modem ${JSON.stringify(called)} is recorded: ${rest}`)
  }
  return {
    captureStatus: async () => recording().status(),
    startCapture: async ({ maxSize = USUAL_SIZE, maxAge = USUAL_AGE } = {}) => {
      const recorder = recording()
      await recorder.start({ maxSize, maxAge })
      await did('startCapture')
      return recorder.status()
    },
    stopCapture: async () => {
      const recorder = recording()
      await recorder.stop()
      await did('stopCapture')
      return recorder.status()
    },
    saveCapture: async ({ source = 'recorder', last, modem } = {}, { reveal = false } = {}) => {
      const recorder = recording()
      if (reveal) {
        need('sim')
        need('sms')
      }
      const device = modem === undefined ? undefined : deviceOf(modem)
      const names = new Map(floor.modems().map((one) => [one.device, one.name]))
      const file = await recorder.save({
        source,
        reveal,
        names,
        ...(last !== undefined && { last }),
        ...(device !== undefined && { device }),
      })
      const about = [
        source === 'capture' ? 'that was started' : 'of what the recorder has',
        ...(modem === undefined ? [] : [`of ${modem}`]),
        ...(last === undefined ? [] : [`of the last ${formatDuration(Milliseconds(last))}`]),
        ...(reveal ? ['with personal data'] : []),
      ]
      await did('saveCapture', about.join(' '))
      return file
    },
  }
}
