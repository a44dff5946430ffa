/**
 * Where the elements of a well-formed document are: what libxml2 forgets once it has a tree. Elements are found by the
 * paths that libxml2 gives with its errors.
 */

export interface Position {
  /** From 1. */
  readonly line: number
  /** From 1, in characters. */
  readonly column: number
}

interface Element {
  readonly name: string
  readonly offset: number
  readonly children: Element[]
}

/** Everything between `<` and `>` that is worth a stop; quoted attribute values may hold a `>`. */
const MARKUP =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/[^>]*>|<([^\s/>!?]+)(?:"[^"]*"|'[^']*'|[^"'>])*>/g

/** The position of the element that `path` (`/*`, `/*[2]/p:Name`) leads to; of the last one on the way if it is not there. */
export function positionOf(xml: string, path: string): Position {
  let element = outline(xml)
  for (const step of path.split('/').slice(1)) {
    const [, name = '*', index = '1'] = /^([^[]*)(?:\[(\d+)\])?$/.exec(step) ?? []
    const found = element.children.filter((child) => name === '*' || child.name === name)[Number(index) - 1]
    if (found === undefined) break
    element = found
  }
  return at(xml, element.offset)
}

/** Line and column of an offset. */
export function at(xml: string, offset: number): Position {
  const before = xml.slice(0, offset).split(/\r\n|\n|\r/)
  return { line: before.length, column: Array.from(before.at(-1) ?? '').length + 1 }
}

/** The document as an element around its root. */
function outline(xml: string): Element {
  const document: Element = { name: '', offset: 0, children: [] }
  const open = [document]
  for (const match of xml.matchAll(MARKUP)) {
    const [text, name] = match
    if (text.startsWith('</')) open.pop()
    if (name === undefined) continue
    const element = { name, offset: match.index, children: [] }
    open.at(-1)?.children.push(element)
    if (!text.endsWith('/>')) open.push(element)
  }
  return document
}
