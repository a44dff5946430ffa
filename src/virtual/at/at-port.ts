/**
 * One serial port of a modem: reads command lines and has them done one after the other, or carries the data of a call. What the
 * modem has to say by itself waits until nothing else is being said (ITU-T V.250 §5.4.3: no code in the midst of a command).
 */
import type { Clock, Logger } from '../../base/index.ts'
import type { PacketNetwork } from '../data-path/packet-network.ts'
import type { Modem } from '../modem/modem.ts'
import type { AtModem } from './at-modem.ts'
import { isOver, takeCommand, type CommandText } from './command-line.ts'
import { CommandReader } from './command-reader.ts'
import type { AtCommand, Port, Reply, Run } from './command.ts'
import { commandNames, commandOf } from './command-table.ts'
import type { DataCall } from './data-call.ts'
import type { Ringing } from './incoming-call.ts'
import { DataEscape } from './data-escape.ts'
import {
  cmeOf,
  cmsOf,
  ERROR,
  formatResult,
  isOk,
  line,
  lineEnd,
  NO_CARRIER,
  OK,
  type Result,
} from './result.ts'
import type { LineSignals, SerialEnd, SerialLine } from './serial-line.ts'
import { copySettings, factorySettings, type Settings } from './settings.ts'
import { lineToOctets } from './terminal-character-set.ts'
import { TextPrompt } from './text-prompt.ts'

/** What a terminal may have sent ahead, and what may wait to be told to it. */
const MOST_AHEAD = 4096
const MOST_WAITING = 64

const LINE_FEED = 10

export interface AtPortOptions {
  readonly at: AtModem
  readonly line: SerialLine
  readonly clock: Clock
  readonly log: Logger
  readonly settings: Settings
  readonly network: PacketNetwork
}

export class AtPort implements SerialEnd, Port, Ringing {
  settings: Settings
  readonly network: PacketNetwork
  readonly #at: AtModem
  readonly #line: SerialLine
  readonly #log: Logger
  readonly #reader = new CommandReader()
  readonly #escape: DataEscape
  #state: 'command' | 'running' | 'prompt' | 'data' = 'command'
  #prompt: TextPrompt | undefined
  #ahead: number[] = []
  #waiting: string[] = []
  #running: AbortController | undefined
  #abortable = false
  #call: DataCall | undefined
  /** The call that has begun to speak. */
  #speaking: DataCall | undefined
  #ring = false
  #shown: LineSignals | undefined
  #over = false

  constructor(options: AtPortOptions) {
    this.#at = options.at
    this.#line = options.line
    this.#log = options.log
    this.settings = options.settings
    this.network = options.network
    this.#escape = new DataEscape(options.clock, () => {
      if (this.#state !== 'data') return
      this.#state = 'command'
      this.#reader.reset()
      this.#answer(OK)
    })
    this.#signal()
  }

  /** Whether a call of this port is up, in data state or not. */
  get call(): DataCall | undefined {
    return this.#call
  }

  receive(octets: Uint8Array): void {
    if (this.#at.isWedged) return
    for (let at = 0; at < octets.length && !this.#over; at++) {
      const octet = octets[at] ?? 0
      switch (this.#state) {
        case 'data': {
          const rest = octets.subarray(at)
          this.#escape.feed(rest, this.settings)
          this.#call?.receive(rest)
          return
        }
        case 'running':
          this.#meanwhile(octet)
          break
        case 'prompt':
          this.#echo(octet)
          this.#prompt?.feed(octet, this.settings)
          break
        case 'command':
          this.#read(octet)
      }
    }
  }

  terminalReady(on: boolean): void {
    if (on) this.#at.opened()
    if (on || this.#over || this.settings.terminalGone === 0) return
    if (this.settings.terminalGone === 1) {
      if (this.#state === 'data') {
        this.#state = 'command'
        this.#answer(OK)
      }
      return
    }
    this.#running?.abort()
    this.#prompt?.giveUp()
    this.#reader.reset()
    this.#ahead = []
    this.#waiting = []
    if (this.#state === 'data') this.#state = 'command'
    void this.hangUp()
  }

  /** Told by itself, as soon as nothing else is. */
  tell(text: string): void {
    if (this.#over) return
    if (this.#state === 'command' && !this.#reader.isBusy) {
      this.#write(line(text, { ...this.settings, verbose: true }))
      return
    }
    this.#waiting.push(text)
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift()
  }

  /** Only to a terminal that listens for commands: a bell that is not heard is not heard later. */
  tellRing(): void {
    if (this.#state === 'command' && !this.#reader.isBusy) {
      this.#write(formatResult({ word: 'RING' }, this.settings))
    }
  }

  /** As if the terminal had told it to. */
  answer(): void {
    if (this.#state === 'command') void this.#perform('A')
  }

  ring(on: boolean): void {
    this.#ring = on
    this.#signal()
  }

  restore(from: 'factory' | 'stored'): void {
    this.settings = from === 'factory' ? factorySettings() : copySettings(this.#at.storedSettings)
    this.#signal()
  }

  prompt(): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>()
    this.#prompt = new TextPrompt((text) => {
      this.#prompt = undefined
      this.#state = 'running'
      resolve(text)
    })
    this.#state = 'prompt'
    this.#write('\r\n> ')
    const ahead = this.#ahead
    this.#ahead = []
    this.receive(Uint8Array.from(ahead))
    return promise
  }

  /** Carries this call from now on; CONNECT is said when the command ends. */
  carry(call: DataCall): void {
    this.#call = call
  }

  /** Ends the call of this port, if there is one. */
  async hangUp(): Promise<void> {
    const call = this.#call
    this.#call = undefined
    this.#escape[Symbol.dispose]()
    this.#signal()
    await call?.hangUp()
  }

  [Symbol.dispose](): void {
    if (this.#over) return
    this.#over = true
    this.#running?.abort()
    this.#prompt?.giveUp()
    this.#escape[Symbol.dispose]()
    const call = this.#call
    this.#call = undefined
    void call?.hangUp()
    this.#at.left(this)
  }

  #read(octet: number): void {
    this.#echo(octet)
    const read = this.#reader.feed(octet, this.settings)
    if (read === undefined) return
    if (read.body === undefined) this.#answer(ERROR)
    else void this.#perform(read.body)
  }

  /** While a command is done: a character gives it up, or is read afterwards. */
  #meanwhile(octet: number): void {
    // A terminal that ends its lines with both.
    if (octet === LINE_FEED && this.#ahead.length === 0) return
    if (this.#abortable) this.#running?.abort()
    else if (this.#ahead.length < MOST_AHEAD) this.#ahead.push(octet)
  }

  async #perform(text: string): Promise<void> {
    this.#state = 'running'
    const running = new AbortController()
    this.#running = running
    let result: Result = OK
    try {
      for (let at = 0; isOk(result) && !isOver(text, at) && !running.signal.aborted;) {
        const taken = takeCommand(text, at)
        result = taken === undefined ? ERROR : await this.#do(taken.command, running.signal)
        at = taken?.next ?? text.length
      }
    } catch (thrown) {
      this.#log.error({ error: thrown }, 'the virtual modem could not do a command')
      result = ERROR
    }
    if (this.#over) return
    this.#running = undefined
    this.#abortable = false
    this.#finish(result)
  }

  #finish(result: Result): void {
    const call = this.#call
    const connected = 'word' in result && result.word === 'CONNECT' && call !== undefined
    this.#state = connected ? 'data' : 'command'
    this.#signal()
    this.#answer(connected ? { word: 'CONNECT', rate: call.rate } : result)
    if (connected) this.#connected(call)
    const ahead = this.#ahead
    this.#ahead = []
    this.receive(Uint8Array.from(ahead))
  }

  #connected(call: DataCall): void {
    this.#escape.start()
    // One that goes on (ATO) speaks already.
    if (this.#speaking === call) return
    this.#speaking = call
    call.begin({
      send: (octets) => {
        const isHeard = this.#state === 'data' && !this.#at.isWedged
        if (this.#call === call && isHeard) this.#line.send(octets)
      },
      ended: () => {
        if (this.#call !== call) return
        this.#call = undefined
        this.#escape[Symbol.dispose]()
        if (this.#state === 'data') this.#state = 'command'
        this.#reader.reset()
        this.#signal()
        this.#answer(NO_CARRIER)
      },
    })
  }

  async #do({ name, form, text, register = 0 }: CommandText, signal: AbortSignal): Promise<Result> {
    const command = commandOf(name)
    if (command === undefined) return ERROR
    const { modem } = this.#at
    const run: Run = {
      modem,
      at: this.#at,
      settings: this.settings,
      signal,
      port: this,
      commands: commandNames,
      say: (told) => {
        this.#write(line(told, this.settings))
      },
    }
    const missing = form === 'test' ? undefined : missingSim(command, modem)
    if (missing !== undefined) return missing
    this.#abortable = command.abortable === true
    const reply = await perform(command, form, run, text, register)
    this.#abortable = false
    if (reply === undefined) return ERROR
    if (!isLines(reply)) return reply
    // All that a command says is one text of several lines.
    if (!this.#over && reply.length > 0) run.say(reply.join(lineEnd(this.settings)))
    return OK
  }

  #answer(result: Result): void {
    this.#write(formatResult(result, this.settings))
    if (this.#state !== 'command' || this.#reader.isBusy) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const text of waiting) this.tell(text)
  }

  #echo(octet: number): void {
    if (this.settings.echo) this.#line.send(Uint8Array.of(octet))
  }

  #write(text: string): void {
    if (text !== '' && !this.#over && !this.#at.isWedged) this.#line.send(lineToOctets(text))
  }

  #signal(): void {
    const carrier = !this.settings.carrierFollows || this.#call !== undefined
    const signals = { carrier, ring: this.#ring, ready: true }
    const { carrier: was, ring } = this.#shown ?? {}
    if (was === carrier && ring === this.#ring) return
    this.#shown = signals
    this.#line.signals(signals)
  }
}

function isLines(reply: Reply): reply is readonly string[] {
  return Array.isArray(reply)
}

function missingSim({ needsSim }: AtCommand, { sim }: Modem): Result | undefined {
  const { fault } = sim
  if (needsSim === undefined || fault === undefined) return undefined
  if (fault === 'pin-required' && sim.describePin().type.includes('puk')) {
    return needsSim === 'cms' ? { cms: 316 } : { cme: 12 }
  }
  return needsSim === 'cms' ? cmsOf(fault) : cmeOf(fault)
}

async function perform(
  command: AtCommand,
  form: CommandText['form'],
  run: Run,
  text: string,
  register: number,
): Promise<Reply | undefined> {
  switch (form) {
    case 'test':
      return command.test?.(run)
    case 'read':
      return command.read?.(run, register)
    case 'set':
      return command.set?.(run, text, register)
    case 'execute':
      // A number of the basic syntax that is left out is 0; a command of the extended one with nothing to do has no such form.
      if (command.execute !== undefined) return command.execute(run, text)
      return /^[+*#$^]/.test(command.name) ? undefined : command.set?.(run, '0', register)
  }
}
