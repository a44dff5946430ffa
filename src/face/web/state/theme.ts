/** Light or dark: as the system has it, unless somebody has chosen, which this browser remembers. */
import { signal, type ReadonlySignal } from '@preact/signals'

export const THEMES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEMES)[number]

const KEY = 'dialtone.theme'

/** What of the browser it needs. */
export interface ThemeHost {
  readonly root: Pick<HTMLElement, 'dataset'>
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
}

export class Theme {
  readonly #host: ThemeHost
  readonly #choice = signal<ThemeChoice>('system')

  constructor(host: ThemeHost) {
    this.#host = host
    const kept = host.storage.getItem(KEY)
    this.#set(THEMES.find((one) => one === kept) ?? 'system')
  }

  get choice(): ReadonlySignal<ThemeChoice> {
    return this.#choice
  }

  choose(choice: ThemeChoice): void {
    this.#set(choice)
    this.#host.storage.setItem(KEY, choice)
  }

  #set(choice: ThemeChoice): void {
    this.#choice.value = choice
    // The style sheet has the rest.
    if (choice === 'system') delete this.#host.root.dataset['theme']
    else this.#host.root.dataset['theme'] = choice
  }
}
