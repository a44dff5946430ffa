/** What is used of `@particle/dbus-next`: the codec of its messages, which it gives no types for. */
declare module '@particle/dbus-next/lib/message.js' {
  /** Calls `onMessage` with each whole message that can be read when the stream says `readable`. */
  export function unmarshalMessages(
    stream: {
      on(event: 'readable', listener: () => void): void
      read(size: number): Buffer | null
    },
    onMessage: (message: Record<string, unknown>) => void,
    options: Readonly<Record<string, unknown>>,
  ): void
}

declare module '@particle/dbus-next/lib/marshall-compat.js' {
  /** Takes `message` over. */
  export function marshallMessage(message: Record<string, unknown>): [Buffer, unknown[]]
  /** Changes `message`: its body becomes plain values, with a `Variant` for each variant. */
  export function messageToJsFmt(message: Record<string, unknown>): Record<string, unknown>
}

declare module '@particle/dbus-next/lib/variant.js' {
  export class Variant {
    readonly signature: string
    readonly value: unknown
    constructor(signature: string, value: unknown)
  }
}
