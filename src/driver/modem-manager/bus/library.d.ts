/** What is used of `@particle/dbus-next`: what writes its messages, which it gives no types for. */
declare module '@particle/dbus-next/lib/marshall-compat.js' {
  /** Takes `message` over. */
  export function marshallMessage(message: Record<string, unknown>): [Buffer, unknown[]]
}

declare module '@particle/dbus-next/lib/variant.js' {
  export class Variant {
    readonly signature: string
    readonly value: unknown
    constructor(signature: string, value: unknown)
  }
}
