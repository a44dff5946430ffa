/** The explanations of a fake service: those that a test puts there. */
import { FakeCapture } from './fake-capture.ts'
import { DialtoneError } from '../../src/base/index.ts'
import type { Explanation } from '../../src/core/index.ts'

export class FakeExplainer extends FakeCapture {
  explanations: readonly Explanation[] = []

  async why(input: { readonly name: string }): Promise<readonly Explanation[]> {
    const found = this.explanations.filter(({ name, id }) => name === input.name || id === input.name)
    if (found.length === 0) throw new DialtoneError('not_found', `there is no ${input.name}`)
    return found
  }

  async attention(): Promise<readonly Explanation[]> {
    return this.explanations.filter(({ standing }) => standing === 'blocked')
  }
}
