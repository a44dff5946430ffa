/** The recorder as the manager and its callers know it. */
import { Milliseconds, type Clock } from '../base/index.ts'
import type { CaptureControl, Recorded } from '../api/index.ts'
import type { RecordedState, Recorder } from '../record/index.ts'

export function captureControl(recorder: Recorder, { clock }: { readonly clock: Clock }): CaptureControl {
  return {
    devices: () => recorder.modems,
    status: () => {
      const { enabled, ring, capture } = recorder
      return {
        recorder: { enabled, ...recorded(ring) },
        ...(capture !== undefined && {
          capture: {
            running: capture.running,
            ...recorded(capture),
            ...(capture.ended !== undefined && { ended: capture.ended }),
          },
        }),
      }
    },
    start: ({ maxSize, maxAge }) => recorder.start({ size: maxSize, age: Milliseconds(maxAge) }),
    stop: () => recorder.stop(),
    save: ({ source, last, device, reveal, names }) =>
      recorder.save({
        source,
        reveal,
        names,
        ...(last !== undefined && { since: clock.now() - last }),
        ...(device !== undefined && { modem: device }),
      }),
  }
}

function recorded({ size, limits, since, lost, trouble }: RecordedState): Recorded {
  return {
    size,
    maxSize: Math.floor(limits.size),
    maxAge: Math.floor(limits.age),
    lost,
    ...(since !== undefined && { since }),
    ...(trouble !== undefined && { trouble: { code: 'storage_failed', message: trouble } }),
  }
}
