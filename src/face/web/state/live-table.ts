/**
 * Things by their key, each a signal of its own: a row that shows one is drawn again when that one changes, not when its
 * two hundred neighbours do. `keys` are in the order in which people look for them.
 */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals'

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

export class LiveTable<Key, Value> {
  readonly #nameOf: (value: Value) => string
  readonly #signals = new Map<Key, Signal<Value | undefined>>()
  readonly #keys = signal<readonly Key[]>([])

  constructor(nameOf: (value: Value) => string) {
    this.#nameOf = nameOf
  }

  get keys(): ReadonlySignal<readonly Key[]> {
    return this.#keys
  }

  /** The value, and whoever draws it is drawn again when it changes, goes or comes. */
  read(key: Key): Value | undefined {
    // What is not there yet may come, which its own signal could not tell: the keys do.
    const one =
      this.#signals.get(key) ?? (this.#keys.value.includes(key) ? this.#signals.get(key) : undefined)
    return one?.value
  }

  /** All of them, in order; read in a drawing, every change draws it again. */
  all(): readonly Value[] {
    return this.#keys.value.flatMap((key) => this.read(key) ?? [])
  }

  peek(key: Key): Value | undefined {
    return this.#signals.get(key)?.peek()
  }

  /** Sets it, or takes it out where there is no value. */
  publish(key: Key, value: Value | undefined): void {
    const known = this.#signals.get(key)
    if (known !== undefined && value !== undefined) {
      known.value = value
      return
    }
    if (known === undefined && value === undefined) return
    batch(() => {
      if (value !== undefined) this.#signals.set(key, signal<Value | undefined>(value))
      else {
        this.#signals.delete(key)
        if (known !== undefined) known.value = undefined
      }
      this.#sort()
    })
  }

  /** Everything anew: what is not in `values` is gone. */
  replace(values: ReadonlyMap<Key, Value>): void {
    batch(() => {
      for (const [key, known] of this.#signals) {
        if (values.has(key)) continue
        this.#signals.delete(key)
        known.value = undefined
      }
      for (const [key, value] of values) {
        const known = this.#signals.get(key)
        if (known === undefined) this.#signals.set(key, signal<Value | undefined>(value))
        else known.value = value
      }
      this.#sort()
    })
  }

  #sort(): void {
    const names = [...this.#signals].map(([key, one]) => {
      const value = one.peek()
      return { key, name: value === undefined ? '' : this.#nameOf(value) }
    })
    this.#keys.value = names.sort((one, other) => byName.compare(one.name, other.name)).map(({ key }) => key)
  }
}
