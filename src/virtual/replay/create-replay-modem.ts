/** Opens a capture to be played back. */
import { readFileSync } from 'node:fs'
import { DialtoneError } from '../../base/index.ts'
import { readCapture } from '../../record/index.ts'
import { ReplayModem, type ReplayOptions } from './replay-modem.ts'
import { storyOf } from './story.ts'

/** No capture is larger than what the recorder may keep. */
const LARGEST = 512 * 1024 * 1024

/**
 * Plays back a capture: a file by its path, or its bytes. One that is torn off is played as far as it goes, and `remark` says so.
 * @throws CaptureError for what is no capture, with its place; DialtoneError `not_found`, `invalid_argument` for the modem
 */
export function createReplayModem(capture: string | Uint8Array, options: ReplayOptions = {}): ReplayModem {
  const bytes = typeof capture === 'string' ? readFile(capture) : capture
  if (bytes.length > LARGEST) {
    throw new DialtoneError(
      'invalid_argument',
      `a capture of ${bytes.length} bytes is too large to be played back`,
    )
  }
  const read = readCapture(bytes, { torn: true })
  const modem = new ReplayModem(storyOf(read, options.modem), options)
  if (read.tornAt !== undefined) {
    const text = `the capture is torn off at byte ${read.tornAt} of ${bytes.length}: what is before that is played back`
    options.remark?.({ type: 'torn', text })
  }
  return modem
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException // of the file system
    if (code === 'ENOENT') throw new DialtoneError('not_found', `there is no file ${path}`, { cause: thrown })
    if (code === 'EACCES') {
      throw new DialtoneError('access_denied', `${path} may not be read`, { cause: thrown })
    }
    if (code === 'EISDIR') {
      throw new DialtoneError('invalid_argument', `${path} is a folder`, { cause: thrown })
    }
    throw new DialtoneError('invalid_argument', `${path} cannot be read: ${message}`, { cause: thrown })
  }
}
