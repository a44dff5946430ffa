/** PPP in HDLC-like framing (RFC 1662): flags, octets that are escaped, a check at the end. What is broken is dropped, as on a line. */
import { frameCheck, isWhole } from './frame-check.ts'

const FLAG = 0x7e
const ESCAPE = 0x7d
const FLIP = 0x20

/** Every control character is escaped until LCP has agreed on fewer (RFC 1662 §7.1). */
export const ALL_CONTROLS = 0xffffffff

/** With a flag at both ends. `escaped`: a bit for each of the octets 0 to 31 that the receiver wants escaped. */
export function encodeFrame(content: Uint8Array, escaped: number): Uint8Array {
  const octets: number[] = [FLAG]
  const put = (octet: number): void => {
    const isControl = octet < 0x20 && ((escaped >>> octet) & 1) === 1
    if (octet === FLAG || octet === ESCAPE || isControl) octets.push(ESCAPE, octet ^ FLIP)
    else octets.push(octet)
  }
  for (const octet of content) put(octet)
  for (const octet of frameCheck(content)) put(octet)
  octets.push(FLAG)
  return Uint8Array.from(octets)
}

/** Shorter than protocol and check: nothing, or noise. */
const SHORTEST = 4

/** Finds the frames in what comes, however it is cut. Keeps no more than one frame of `longest` octets. */
export class FrameReader {
  readonly #frame: (content: Uint8Array) => void
  readonly #buffer: Uint8Array
  #length = 0
  #escaped = false
  /** The present frame is too long, or was given up: nothing of it counts until the next flag. */
  #lost = false

  /** `frame` gets the content without the check; it is the receiver's. */
  constructor(frame: (content: Uint8Array) => void, longest: number) {
    this.#frame = frame
    this.#buffer = new Uint8Array(longest + 2)
  }

  push(octets: Uint8Array): void {
    for (const octet of octets) this.#take(octet)
  }

  #take(octet: number): void {
    if (octet === FLAG) {
      this.#end()
    } else if (octet === ESCAPE) {
      // Two of them, or one before a flag, give the frame up (RFC 1662 §4.3).
      this.#escaped = true
    } else {
      const plain = this.#escaped ? octet ^ FLIP : octet
      this.#escaped = false
      if (this.#length >= this.#buffer.length) this.#lost = true
      else this.#buffer[this.#length++] = plain
    }
  }

  #end(): void {
    const octets = this.#buffer.subarray(0, this.#length)
    const counts = !this.#lost && !this.#escaped && this.#length >= SHORTEST
    this.#length = 0
    this.#escaped = false
    this.#lost = false
    if (counts && isWhole(octets)) this.#frame(octets.slice(0, -2))
  }
}
