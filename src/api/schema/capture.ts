/** What is told of the recorder as JSON Schema. */
import { Type, type TSchema } from 'typebox'
import type { CaptureService } from '../capture/capture-service.ts'
import { cause, instant, object } from './core.ts'

const DAY = 86_400_000

const recorded = {
  size: Type.Integer({ description: 'Bytes that are kept' }),
  maxSize: Type.Integer({ description: 'Bytes that may be kept' }),
  maxAge: Type.Integer({ description: 'Milliseconds for which anything is kept' }),
  since: Type.Optional(instant),
  lost: Type.Integer({ description: 'Frames and notes that could not be kept' }),
  trouble: Type.Optional(cause),
}

const captureStatus = object({
  recorder: object({ ...recorded, enabled: Type.Boolean() }),
  capture: Type.Optional(
    object({
      ...recorded,
      running: Type.Boolean(),
      ended: Type.Optional(Type.Enum(['stopped', 'full', 'restarted'])),
    }),
  ),
})

export const CAPTURE_SCHEMAS = {
  captureStatus: { input: object({}), output: captureStatus },
  startCapture: {
    input: object({
      maxSize: Type.Optional(
        Type.Integer({
          minimum: 65_536,
          maximum: 268_435_456,
          description: 'Bytes at which it ends; 16 MiB unless told',
        }),
      ),
      maxAge: Type.Optional(
        Type.Integer({
          minimum: 1000,
          maximum: 30 * DAY,
          description: 'Milliseconds after which it ends; a day unless told',
        }),
      ),
    }),
    output: captureStatus,
  },
  stopCapture: { input: object({}), output: captureStatus },
  saveCapture: {
    input: object({
      source: Type.Optional(
        Type.Enum(['recorder', 'capture'], { description: 'What the recorder has, unless told' }),
      ),
      last: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 3650 * DAY,
          description: 'No more than the last so many milliseconds',
        }),
      ),
      modem: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 255,
          description: 'Name or id of a modem, or the device of one that is gone',
        }),
      ),
    }),
    output: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary', description: 'A pcapng file' }),
  },
} as const satisfies Record<keyof CaptureService, { readonly input: TSchema; readonly output: TSchema }>
