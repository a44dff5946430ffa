/** What a test wants to know of a Markdown file: its code, its links, its headings, the rows of its tables. */

export interface CodeBlock {
  readonly language: string
  readonly text: string
}

export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return Array.from(
    markdown.matchAll(/^```(\w*)\n([^]*?)^```$/gm),
    ([, language = '', text = '']): CodeBlock => ({ language, text }),
  )
}

/** Code within sentences and tables, where `\|` stands for `|`. */
export function codeSpans(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[^]*?^```$/gm, '')
  return Array.from(prose.matchAll(/`([^`]+)`/g), ([, code = '']) => code.replaceAll('\\|', '|'))
}

/** Where links lead, other than to the web. */
export function localLinks(markdown: string): readonly string[] {
  return Array.from(markdown.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target).filter(
    (target) => !/^[a-z]+:/.test(target),
  )
}

/** The anchors of headings, as GitHub makes them. */
export function anchors(markdown: string): readonly string[] {
  return Array.from(markdown.matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}

/** The cells of every row of every table, without the marks around code; rows of titles and lines are rows as well. */
export function tableRows(markdown: string): readonly (readonly string[])[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .replace(/^\||\|$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('`', '').replaceAll('\\|', '|')),
    )
}
