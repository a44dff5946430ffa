/** Conditional requests (RFC 9110 §13): what a caller has seen already, and what he holds a change to. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import { DialtoneError } from '../../base/index.ts'
import type { Conditions, Operation } from '../../api/index.ts'

/** §8.8.3: an opaque text in quotes; `W/` before it says that it is good for reading only. */
const ENTITY_TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/

interface EntityTag {
  readonly weak: boolean
  readonly opaque: string
}

/**
 * What a request demands beside its input; nothing where it demands nothing.
 * @throws DialtoneError `invalid_argument` for a header that is none.
 */
export function conditionsOf(
  { method }: Pick<Operation, 'method'>,
  headers: IncomingHttpHeaders,
): Conditions | undefined {
  if (method === 'GET') return undefined
  const { 'if-match': match, 'if-none-match': noneMatch, 'idempotency-key': key } = headers
  if (match === undefined && noneMatch === undefined && key === undefined) return undefined
  return {
    ...(match === undefined ? {} : { ifMatch: seenBy(match) }),
    ...(noneMatch === undefined ? {} : { ifNoneMatch: ruledOutBy(noneMatch) }),
    ...(key === undefined ? {} : { idempotencyKey: keyOf(String(key)) }),
  }
}

/** §13.1.1: the strong comparison, which no weak tag ever passes. */
function seenBy(header: string): string | readonly string[] {
  const tags = tagsOf('If-Match', header)
  return tags === '*' ? '*' : tags.flatMap(({ weak, opaque }) => (weak ? [] : [opaque]))
}

/** §13.1.2: the weak comparison. */
function ruledOutBy(header: string): string | readonly string[] {
  const tags = tagsOf('If-None-Match', header)
  return tags === '*' ? '*' : tags.map(({ opaque }) => opaque)
}

/** A string of RFC 9651 §3.3.3, as the draft of Idempotency-Key wants it, or what most send: the bare text. */
function keyOf(header: string): string {
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header.trim())?.[1]
  return quoted === undefined ? header : quoted.replace(/\\(.)/g, '$1')
}

/** Whether the caller has what would be answered. */
export function hasSeen(etag: string, headers: IncomingHttpHeaders): boolean {
  const header = headers['if-none-match']
  if (header === undefined) return false
  const seen = ruledOutBy(header)
  return seen === '*' || seen.includes(etag)
}

/**
 * Names the version that an answer holds. True where it is for him who has seen it, whom it need not be sent.
 *
 * A `PUT` names it in its body alone: the header would say there that what was sent is kept as it was sent (§9.3.4), and a
 * profile is kept as what its XML says.
 */
export function nameVersion(
  { method }: Pick<Operation, 'method'>,
  etag: string,
  request: FastifyRequest,
  reply: FastifyReply,
): boolean {
  if (method !== 'PUT') reply.header('etag', `"${etag}"`)
  if (method !== 'GET') return false
  // Asked for again each time, and answered by 304; what shows personal data nobody keeps.
  const { reveal } = request.query as { readonly reveal?: boolean }
  if (reveal !== true) reply.header('cache-control', 'no-cache')
  return hasSeen(etag, request.headers)
}

function tagsOf(name: string, header: string): readonly EntityTag[] | '*' {
  if (header.trim() === '*') return '*'
  return header.split(/,(?=\s*(?:W\/)?")/).map((word) => {
    const found = ENTITY_TAG.exec(word.trim())
    if (found?.[2] !== undefined) return { weak: found[1] !== undefined, opaque: found[2] }
    throw new DialtoneError('invalid_argument', `${name} takes * or etags in quotes, as ETag gives them`)
  })
}
