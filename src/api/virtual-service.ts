/** The part of the contract that is about modems which Dialtone itself plays. */

/** A modem that Dialtone itself plays, and what can be done to it from outside. */
export interface VirtualModem {
  readonly name: string
  /** One line for people: operator, SIM, sessions. */
  readonly summary: string
}

/** Something that can be done to a virtual modem, and what it takes. */
export interface VirtualCommand {
  /** `remove-sim` */
  readonly name: string
  /** One line. */
  readonly summary: string
  readonly parameters: readonly VirtualParameter[]
}

export interface VirtualParameter {
  readonly name: string
  /** In words: `dBm`, `duration`, `flag`. */
  readonly type: string
  readonly help: string
  /** As it would be typed. */
  readonly default?: string | number | boolean
  readonly required: boolean
  /** The only texts that it takes. */
  readonly choices?: readonly string[]
}

export interface VirtualCommandInput {
  /** Name of the virtual modem; the only one when left out. */
  readonly modem?: string
  /** Name of a command as `dialtone virtual --help` lists them: `disconnect`, `roam`, `remove-sim`, `wedge` … */
  readonly command: string
  readonly arguments: Readonly<Record<string, string | number | boolean>>
}

/** What plays the virtual modems of this service; handed to the manager by `main/`. */
export interface VirtualControl {
  list(): Promise<readonly VirtualModem[]>
  commands(): Promise<readonly VirtualCommand[]>
  /** Carries out one command and says in a sentence what was done. */
  command(input: VirtualCommandInput): Promise<{ readonly message: string }>
}

export interface VirtualService {
  /** Fails with `not_supported` where no virtual modem runs. */
  virtualModems(): Promise<readonly VirtualModem[]>
  /** What can be done to a virtual modem. */
  virtualCommands(): Promise<readonly VirtualCommand[]>
  virtualCommand(input: VirtualCommandInput): Promise<{ readonly message: string }>
}
