import { expect, test } from 'vitest'
import { DialtoneError, ERROR_CODES, type ErrorCode } from '../base/index.ts'
import { CauseError, type Cause } from '../core/index.ts'
import { fromProblem, HTTP_STATUS, toProblem } from './problem.ts'

const over = (thrown: unknown): DialtoneError => {
  const problem = JSON.parse(JSON.stringify(toProblem(thrown))) as { status: number }
  return fromProblem(problem, problem.status)
}

test.each(Object.keys(ERROR_CODES) as ErrorCode[])('%s comes back as itself', (code) => {
  const error = new DialtoneError(code, 'so and so', { detail: { line: 3 } })
  const back = over(error)
  expect(back).toBeInstanceOf(DialtoneError)
  expect(back).toMatchObject({ code, message: 'so and so', detail: { line: 3 } })
  expect(HTTP_STATUS[code]).toBeGreaterThanOrEqual(400)
})

test('a cause comes back whole, also from deep in a chain', () => {
  const cause: Cause = { code: 'connect_failed', message: 'no', network: { value: 33, name: 'a', text: 'b' } }
  const back = over(new Error('outside', { cause: new CauseError(cause) }))
  expect(back).toBeInstanceOf(CauseError)
  expect(CauseError.of(back)?.reason).toEqual(cause)
})

test.each<[document: unknown, status: number, code: ErrorCode]>([
  ['<html>', 502, 'service_unavailable'],
  [undefined, 500, 'internal'],
  ['<html>', 404, 'not_found'],
  [null, 401, 'unauthenticated'],
  [null, 429, 'too_many_requests'],
  [{ code: 'from_the_future', detail: 'x' }, 418, 'invalid_argument'],
  [{ code: 'toString' }, 503, 'service_unavailable'],
  [{ code: 'busy', reason: { code: 'nonsense', message: 1 } }, 409, 'busy'],
  [[], 504, 'timeout'],
])('%j with %i is %s', (document, status, code) => {
  expect(fromProblem(document, status)).toMatchObject({ code })
})
