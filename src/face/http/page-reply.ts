/** A list as it was asked for: whole, or a page with a `Link` to the next one (RFC 8288); the body is an array either way. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  isList,
  nextLink,
  pageOf,
  USUAL_PAGE,
  type ListName,
  type OperationName,
  type PageInput,
} from '../../api/index.ts'

/** What of the query is about pages, and what is the operation's. */
export function partPage(
  name: OperationName,
  query: Readonly<Record<string, unknown>>,
): { readonly page: PageInput | undefined; readonly rest: Readonly<Record<string, unknown>> } {
  const { limit, cursor, ...rest } = query
  if (!isList(name)) return { page: undefined, rest: query }
  if (limit === undefined && cursor === undefined) return { page: undefined, rest }
  return { page: { limit: USUAL_PAGE, ...query }, rest }
}

/** @throws DialtoneError `invalid_cursor`. */
export function pageReply(
  request: FastifyRequest,
  reply: FastifyReply,
  name: OperationName,
  { page, result }: { readonly page: PageInput; readonly result: unknown },
): readonly unknown[] {
  // Only a list is asked for in pages, and what it gives are its items.
  const { items, next } = pageOf(name as ListName, result as never, page)
  if (next !== undefined) {
    const [path = ''] = request.url.split('?')
    // What was read from text, by the schema.
    const query = request.query as Readonly<Record<string, string | number | boolean>>
    reply.header('link', nextLink(path, { ...query, limit: page.limit, cursor: next }))
  }
  return items
}
