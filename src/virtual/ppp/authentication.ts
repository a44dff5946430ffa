/**
 * Showing who one is: PAP (RFC 1334 §2) and CHAP with MD5 (RFC 1994). The end that asks knows no passwords: it hands on what it was
 * shown, as an access server does, and says what it was told.
 */
import { Seconds, type Clock, type Random, type Timer } from '../../base/index.ts'
import { chapResponse, type ChapProof } from '../carrier/credentials.ts'
import { writeControlPacket, type ControlPacket } from './control-packet.ts'
import { PROTOCOL } from './protocol.ts'

export type AuthenticationProtocol = 'pap' | 'chap'

/** What was shown. */
export type Shown =
  | { readonly by: 'pap'; readonly userName: string; readonly password: string }
  | { readonly by: 'chap'; readonly userName: string; readonly proof: ChapProof }

export interface Authentication extends Disposable {
  start(): void
  receive(packet: ControlPacket): void
}

interface Environment {
  readonly clock: Clock
  send(protocol: number, information: Uint8Array): void
  /** Nobody answers, or is let in. */
  failed(): void
}

/** RFC 1334 §2.2.1, RFC 1994 §4.1: until something is heard. */
const RESTART = Seconds(3)
const MOST_TRIES = 10

const PAP = { request: 1, ack: 2, nak: 3 } as const
const CHAP = { challenge: 1, response: 2, success: 3, failure: 4 } as const

/** RFC 1994 §2.3: as long as a digest. */
const CHALLENGE_LENGTH = 16
const NAME = 'dialtone'

/** Asks the other, and says what `admit` says; what comes again is answered as before. */
export class Authenticator implements Authentication {
  readonly #environment: Environment
  readonly #by: AuthenticationProtocol
  readonly #admit: (shown: Shown) => Promise<boolean>
  readonly #done: () => void
  readonly #challenge: Uint8Array
  readonly #identifier: number
  readonly #tries: Tries
  #verdict: Promise<boolean> | undefined
  #isDone = false
  #over = false

  constructor(
    options: Environment & {
      readonly random: Random
      readonly by: AuthenticationProtocol
      /** Whether what was shown is enough. */
      admit(shown: Shown): Promise<boolean>
      /** It was enough, and the other has been told. */
      done(): void
    },
  ) {
    const { random } = options
    this.#environment = options
    this.#by = options.by
    this.#admit = (shown) => options.admit(shown)
    this.#done = () => {
      options.done()
    }
    this.#challenge = Uint8Array.from({ length: CHALLENGE_LENGTH }, () => random.integer(256))
    this.#identifier = random.integer(256)
    this.#tries = new Tries(options.clock, () => {
      options.failed()
    })
  }

  start(): void {
    this.#tries.start(() => {
      if (this.#by === 'pap') return
      const data = Uint8Array.from([CHALLENGE_LENGTH, ...this.#challenge, ...encoded(NAME)])
      this.#send({ code: CHAP.challenge, identifier: this.#identifier, data })
    })
  }

  receive({ code, identifier, data }: ControlPacket): void {
    const shown = this.#by === 'pap' ? readPap(code, data) : this.#readChap(code, identifier, data)
    if (shown === undefined) return
    this.#tries.stop()
    // Asked once: a caller that repeats itself while the network thinks is not let in twice.
    this.#verdict ??= this.#admit(shown)
    void this.#verdict.then((admitted) => {
      this.#answer(identifier, admitted)
    })
  }

  [Symbol.dispose](): void {
    this.#over = true
    this.#tries.stop()
  }

  #answer(identifier: number, admitted: boolean): void {
    if (this.#over) return
    const words = encoded(admitted ? 'Welcome' : 'Access denied')
    if (this.#by === 'pap') {
      const data = Uint8Array.from([words.length, ...words])
      this.#send({ code: admitted ? PAP.ack : PAP.nak, identifier, data })
    } else {
      this.#send({ code: admitted ? CHAP.success : CHAP.failure, identifier, data: words })
    }
    if (!admitted) this.#environment.failed()
    else if (!this.#isDone) {
      this.#isDone = true
      this.#done()
    }
  }

  #readChap(code: number, identifier: number, data: Uint8Array): Shown | undefined {
    const [length = 0] = data
    if (code !== CHAP.response || identifier !== this.#identifier || data.length < 1 + length) {
      return undefined
    }
    const response = data.slice(1, 1 + length)
    const userName = text(data.subarray(1 + length))
    return { by: 'chap', userName, proof: { identifier, challenge: this.#challenge, response } }
  }

  #send(packet: ControlPacket): void {
    const protocol = this.#by === 'pap' ? PROTOCOL.pap : PROTOCOL.chap
    this.#environment.send(protocol, writeControlPacket(packet))
  }
}

/** Shows the other who this end is. */
export class Applicant implements Authentication {
  readonly #environment: Environment
  readonly #by: AuthenticationProtocol
  readonly #userName: string
  readonly #password: string
  readonly #done: () => void
  readonly #tries: Tries
  #isDone = false

  constructor(
    options: Environment & {
      readonly by: AuthenticationProtocol
      readonly userName: string
      readonly password: string
      done(): void
    },
  ) {
    this.#environment = options
    this.#by = options.by
    this.#userName = options.userName
    this.#password = options.password
    this.#done = () => {
      options.done()
    }
    this.#tries = new Tries(options.clock, () => {
      options.failed()
    })
  }

  start(): void {
    const [name, password] = [encoded(this.#userName), encoded(this.#password)]
    const data = Uint8Array.from([name.length, ...name, password.length, ...password])
    this.#tries.start((attempt) => {
      if (this.#by === 'pap') {
        this.#send(PROTOCOL.pap, { code: PAP.request, identifier: attempt & 0xff, data })
      }
    })
  }

  receive({ code, identifier, data }: ControlPacket): void {
    const isChap = this.#by === 'chap'
    if (isChap && code === CHAP.challenge) {
      const [length = 0] = data
      if (data.length < 1 + length) return
      this.#tries.stop()
      const response = chapResponse(identifier, this.#password, data.subarray(1, 1 + length))
      const answer = Uint8Array.from([response.length, ...response, ...encoded(this.#userName)])
      this.#send(PROTOCOL.chap, { code: CHAP.response, identifier, data: answer })
      return
    }
    if (code === (isChap ? CHAP.success : PAP.ack)) {
      this.#tries.stop()
      if (!this.#isDone) this.#done()
      this.#isDone = true
    } else if (code === (isChap ? CHAP.failure : PAP.nak)) {
      this.#tries.stop()
      this.#environment.failed()
    }
  }

  [Symbol.dispose](): void {
    this.#tries.stop()
  }

  #send(protocol: number, packet: ControlPacket): void {
    this.#environment.send(protocol, writeControlPacket(packet))
  }
}

/** Says something until it is told to stop, or has said it often enough. */
class Tries {
  readonly #clock: Clock
  readonly #exhausted: () => void
  #timer: Timer | undefined

  constructor(clock: Clock, exhausted: () => void) {
    this.#clock = clock
    this.#exhausted = exhausted
  }

  start(say: (attempt: number) => void, attempt = 1): void {
    say(attempt)
    this.#timer = this.#clock.setTimer(
      RESTART,
      () => {
        if (attempt < MOST_TRIES) this.start(say, attempt + 1)
        else this.#exhausted()
      },
      { background: true },
    )
  }

  stop(): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
  }
}

function readPap(code: number, data: Uint8Array): Shown | undefined {
  if (code !== PAP.request) return undefined
  const [length = 0] = data
  const second = data[1 + length]
  if (second === undefined || data.length < 2 + length + second) return undefined
  const userName = text(data.subarray(1, 1 + length))
  const password = text(data.subarray(2 + length, 2 + length + second))
  return { by: 'pap', userName, password }
}

/** Names and passwords are octets; those that were typed in UTF-8 are read as that. */
function text(octets: Uint8Array): string {
  return new TextDecoder().decode(octets)
}

function encoded(words: string): Uint8Array {
  return new TextEncoder().encode(words).subarray(0, 255)
}
