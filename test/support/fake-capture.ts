/** A recorder that has recorded one note. */
import type { CaptureService, CaptureStatus } from '../../src/api/index.ts'
import { CaptureWriter } from '../../src/record/index.ts'

const LIMITS = { size: 1000, maxSize: 16_777_216, maxAge: 86_400_000, lost: 0 }

export const CAPTURE_STATUS: CaptureStatus = {
  recorder: { enabled: true, since: 1_700_000_000_000, ...LIMITS },
}

export const RUNNING_CAPTURE: CaptureStatus = { ...CAPTURE_STATUS, capture: { running: true, ...LIMITS } }

export function fakeCaptureFile(): Uint8Array {
  const writer = new CaptureWriter({ application: 'test', comment: 'test' })
  const note = { kind: 'note', at: 1_700_000_000_000, text: 'modem0 is ready' } as const
  return Buffer.concat([writer.header, ...writer.blocks(note)])
}

export class FakeCapture implements CaptureService {
  readonly captureCalls: (readonly [string, unknown])[] = []

  async captureStatus(): Promise<CaptureStatus> {
    return CAPTURE_STATUS
  }

  async startCapture(input?: unknown): Promise<CaptureStatus> {
    this.captureCalls.push(['startCapture', input])
    return RUNNING_CAPTURE
  }

  async stopCapture(): Promise<CaptureStatus> {
    return CAPTURE_STATUS
  }

  async saveCapture(input?: unknown, options?: unknown): Promise<Uint8Array> {
    this.captureCalls.push(['saveCapture', [input, options]])
    return fakeCaptureFile()
  }
}
