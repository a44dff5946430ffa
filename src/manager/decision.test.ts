import { expect, test } from 'vitest'
import { Seconds } from '../base/index.ts'
import type { ModemEffect } from '../core/index.ts'
import { decisionText } from './decision.ts'

const operation = { kind: 'enter-pin', pin: 'pin1', code: '4711' } as const
const settings = {
  accessString: 'internet',
  userName: 'alice',
  password: 'secret',
  authProtocol: 'chap',
  ipType: 'default',
  compression: false,
  contextType: 'internet',
} as const

test.each<[ModemEffect, string | undefined]>([
  [{ type: 'activate', sessionId: 0, attempt: 3, settings }, 'decided: activate for session 0 (attempt 3)'],
  [{ type: 'attach', sessionId: 1, attempt: 4 }, 'decided: attach for session 1 (attempt 4)'],
  [{ type: 'operate', attempt: 5, operation }, 'decided: enter-pin (attempt 5)'],
  [{ type: 'abort', attempt: 5 }, 'decided: give attempt 5 up'],
  [{ type: 'set-timer', timer: 'recall', delay: Seconds(60) }, 'decided: wait 1 min (timer recall)'],
  [{ type: 'clear-timer', timer: 'recall' }, 'decided: wait no more (timer recall)'],
  [{ type: 'complete', request: 7 }, undefined],
  [{ type: 'remember', connection: 'c', sessionId: 0 }, undefined],
])('%o', (effect, text) => {
  expect(decisionText(effect)).toBe(text)
})
