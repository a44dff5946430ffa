/**
 * Shortcuts of single keys, for who likes them: `g` and a letter goes to a page, `/` to the field that narrows a list, `?`
 * lists them. They can be switched off, for who dictates text or types with one hand, and never act on what is typed into
 * a field or while a dialog is open.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { Seconds, type Clock } from '../../../base/index.ts'
import { PAGES } from '../page/pages.ts'
import type { Route } from '../state/route.ts'

const KEY = 'dialtone.shortcuts'

/** A `g` waits so long for its letter. */
const PATIENCE = Seconds(1.5)

export class Shortcuts {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly #on = signal(true)

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage
    this.#on.value = storage.getItem(KEY) !== 'off'
  }

  get on(): ReadonlySignal<boolean> {
    return this.#on
  }

  switch(on: boolean): void {
    this.#on.value = on
    this.#storage.setItem(KEY, on ? 'on' : 'off')
  }

  /** Listens until the function that it gives is called. */
  listen(options: { readonly route: Route; readonly clock: Clock; readonly help: () => void }): () => void {
    const { route, clock, help } = options
    let going = -Infinity
    const pressed = (event: KeyboardEvent): void => {
      if (!this.#on.peek() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]') !== null) return
      const now = clock.monotonic()
      if (now - going < PATIENCE) {
        going = -Infinity
        const page = PAGES.find(({ menu }) => menu?.key === event.key)
        if (page === undefined) return
        event.preventDefault()
        route.go(...page.path)
      } else if (event.key === 'g') {
        going = now
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('[data-shortcut="search"]')
        if (search === null) return
        event.preventDefault()
        search.focus()
      } else if (event.key === '?') {
        event.preventDefault()
        help()
      }
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  )
}
