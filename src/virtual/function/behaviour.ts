/**
 * What a test or a quirk puts before the modem's own way of answering. The newest behaviour is asked first; one that
 * handles a command ends the chain, one that does not leaves it to the next, down to the services themselves.
 *
 *     const neverRegisters: Behaviour = {
 *       onCommand(command) {
 *         if (!command.is(RegisterState, 'set')) return false
 *         command.answer('failure')
 *         return true
 *       },
 *     }
 *     using _ = modem.behave(neverRegisters)
 */
import type { CidFacts } from '../../mbim/index.ts'
import type { Change } from '../modem/change.ts'
import type { Command } from './command.ts'

export interface Behaviour {
  /** For people. */
  readonly name?: string
  /** True: handled, now or later, by an answer or by silence. */
  onCommand?(command: Command): boolean | Promise<boolean>
  /** True: it is not told. */
  onIndication?(cid: CidFacts, change: Change): boolean
  /** True: OPEN gets no answer. */
  onOpen?(transactionId: number): boolean
}

export class BehaviourChain {
  #list: readonly Behaviour[] = []

  get list(): readonly Behaviour[] {
    return this.#list
  }

  /** Puts it before all others until it is disposed of. */
  prepend(behaviour: Behaviour): Disposable {
    this.#list = [behaviour, ...this.#list]
    return {
      [Symbol.dispose]: () => {
        this.#list = this.#list.filter((one) => one !== behaviour)
      },
    }
  }

  /** Whether one of them has taken the command. Asynchronous only where one of them is. */
  handles(command: Command): boolean | Promise<boolean> {
    return this.#list.length === 0 ? false : askFrom(this.#list, 0, command)
  }

  swallows(cid: CidFacts, change: Change): boolean {
    return this.#list.some((one) => one.onIndication?.(cid, change) === true)
  }

  keepsClosed(transactionId: number): boolean {
    return this.#list.some((one) => one.onOpen?.(transactionId) === true)
  }
}

function askFrom(list: readonly Behaviour[], start: number, command: Command): boolean | Promise<boolean> {
  for (let index = start; index < list.length; index++) {
    const handled = list[index]?.onCommand?.(command)
    if (handled === true) return true
    if (handled instanceof Promise) {
      return handled.then((taken) => taken || askFrom(list, index + 1, command))
    }
  }
  return false
}
