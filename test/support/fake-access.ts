/** The tokens of a fake service: in memory, their secrets made of their names. */
import { DialtoneError } from '../../src/base/index.ts'
import type { Token } from '../../src/core/index.ts'
import type { AccessService, NewToken, TokenInput } from '../../src/api/index.ts'
import { FakeExplainer } from './fake-explainer.ts'

export class FakeAccess extends FakeExplainer implements AccessService {
  readonly tokensNow = new Map<string, Token>()

  async tokens(): Promise<readonly Token[]> {
    return [...this.tokensNow.values()]
  }

  async createToken({ name, scopes = ['read'], expiresAt }: TokenInput): Promise<NewToken> {
    const token = {
      name,
      scopes,
      createdAt: 0,
      createdBy: 'local',
      ...(expiresAt !== undefined && { expiresAt }),
    }
    this.tokensNow.set(name, token)
    return { ...token, secret: `dialtone_${name}` }
  }

  async revokeToken({ token }: { readonly token: string }): Promise<void> {
    if (!this.tokensNow.delete(token)) throw new DialtoneError('not_found', `there is no token ${token}`)
  }
}
