/**
 * A ping of a guest that goes on while something else happens, and what of it was lost.
 *
 *     await using pinging = startPing(guest(), '-i 0.5 192.0.2.80')
 *     …
 *     expect(await pinging.lost()).toEqual([])
 */
import { once } from 'node:events'
import type { Guest } from './guest.ts'

export interface Pinging extends AsyncDisposable {
  /**
   * Ends it, once another answer has come. Resolves with the numbers of the requests that were not answered, up to the last one
   * that was: those behind it were on their way.
   */
  lost(): Promise<readonly number[]>
}

/** @param words of its command line */
export function startPing(guest: Guest, words: string): Pinging {
  const program = guest.spawn(`ping ${words}`)
  const over = once(program.process, 'close').then(() => 'over' as const)
  let said = ''
  let wake = Promise.withResolvers<undefined>()
  program.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text
    wake.resolve(undefined)
    wake = Promise.withResolvers()
  })
  const answered = (): number[] => Array.from(said.matchAll(/icmp_seq=(\d+) ttl=/g), ([, seq]) => Number(seq))
  return {
    lost: async () => {
      const before = answered().length
      while (answered().length === before) {
        if ((await Promise.race([wake.promise, over])) === 'over') throw new Error(`ping has ended:\n${said}`)
      }
      await program.end('INT')
      await over
      const seen = new Set(answered())
      return Array.from({ length: Math.max(...seen) }, (_, index) => index + 1).filter(
        (seq) => !seen.has(seq),
      )
    },
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  }
}
