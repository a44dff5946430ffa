/**
 * Who is who. A modem's id is derived from its equipment identity, so it is the same after unplugging and after a restart;
 * its name is given once and remembered by id. Two modems that claim the same identity are told apart by number, and keep
 * theirs by where they were plugged in.
 */
import { nameGuid } from '../base/index.ts'
import type { Notebook } from '../core/index.ts'

/** Namespace of our ids: a random GUID, made once for this purpose. */
const NAMESPACE = '5b6a1f0e-9c57-4f0b-8d0a-6e0c2f4f3b11'

/** The same identity on more modems than this is a fault of whoever makes them. */
const MOST_DOUBLES = 64

export interface Named {
  readonly id: string
  readonly name: string
}

interface Remembered {
  readonly name: string
  readonly device: string
}

export class ModemDirectory {
  readonly #notes: Notebook
  readonly #present = new Map<string, string>()

  /** `notes` is what was remembered of modems, by id. */
  constructor(notes: Notebook) {
    this.#notes = notes
  }

  /** Whether a modem of this identity is here, other than a double of it that was last seen elsewhere. */
  isHere(equipment: string, device: string): boolean {
    const id = this.#idFor(equipment, device, () => true)
    return this.#present.has(id)
  }

  /** Gives a modem that has come its id and its name. An empty `equipment` is none: it is known by its place then. */
  enter(equipment: string, device: string): Named {
    const id = this.#idFor(equipment, device, (one) => !this.#present.has(one))
    const name = this.#nameFor(id)
    this.#present.set(id, name)
    this.#notes.set(id, { name, device } satisfies Remembered)
    return { id, name }
  }

  /** The id of the modem of this name: of one that is here, else of one that is remembered. */
  idOf(name: string): string | undefined {
    for (const [id, present] of this.#present) if (present === name) return id
    for (const [id, value] of this.#notes.entries()) if (isRemembered(value) && value.name === name) return id
    return undefined
  }

  leave(id: string): void {
    this.#present.delete(id)
  }

  /**
   * The id of the modem of this identity at this place: among those of it and its doubles that will do, the one that was
   * seen there last, else the first.
   */
  #idFor(equipment: string, device: string, willDo: (id: string) => boolean): string {
    let first: string | undefined
    for (const id of idsOf(equipment, device)) {
      const remembered = this.#recall(id)
      if (willDo(id)) {
        if (remembered?.device === device) return id
        first ??= id
      }
      // Nobody has been here under this number, so nobody has under the next.
      if (first !== undefined && remembered === undefined && !this.#present.has(id)) return first
    }
    return first ?? nameGuid(NAMESPACE, `device:${device}`)
  }

  /** The name that it had, else the lowest that nobody has or is remembered by. */
  #nameFor(id: string): string {
    const taken = new Set(this.#present.values())
    const own = this.#recall(id)?.name
    if (own !== undefined && !taken.has(own)) return own
    for (const [other, value] of this.#notes.entries()) {
      if (other !== id && isRemembered(value)) taken.add(value.name)
    }
    let number = 0
    while (taken.has(`modem${number}`)) number += 1
    return `modem${number}`
  }

  #recall(id: string): Remembered | undefined {
    const value = this.#notes.get(id)
    return isRemembered(value) ? value : undefined
  }
}

/** The ids that a modem of this identity may have: its own, then those of its doubles. */
function* idsOf(equipment: string, device: string): Generator<string, void> {
  const key = equipment === '' ? `device:${device}` : `equipment:${equipment}`
  for (let number = 1; number <= MOST_DOUBLES; number++) {
    yield nameGuid(NAMESPACE, number === 1 ? key : `${key}#${number}`)
  }
}

function isRemembered(value: unknown): value is Remembered {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'device' in value &&
    typeof value.device === 'string'
  )
}
