/** The calls of `dialtone` in the lines of shell that documents and help texts show after `$ `. */

/** The words of every call of `dialtone` or `npx dialtone`, those within `$(…)` included. */
export function dialtoneCalls(text: string): readonly (readonly string[])[] {
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n')
  return lines.flatMap((line) => {
    const command = /^\s*\$ (.*)$/.exec(line)?.[1]
    return command === undefined ? [] : callsOf(command)
  })
}

function callsOf(command: string): readonly (readonly string[])[] {
  const inner: (readonly string[])[] = []
  // A number does where the output of a command is wanted.
  const outer = command.replaceAll(/\$\(([^()]*)\)/g, (_whole, within: string) => {
    inner.push(...callsOf(within))
    return '1'
  })
  const calls = simpleCommands(outer).flatMap(([first, second, ...rest]) => {
    if (first === 'dialtone') return [second === undefined ? [] : [second, ...rest]]
    return first === 'npx' && second === 'dialtone' ? [rest] : []
  })
  return [...inner, ...calls]
}

/** A line as its simple commands, each as its words: quotes are taken off, comments and redirections left out. */
export function simpleCommands(line: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]]
  let redirects = false
  for (const [token] of line.matchAll(/#.*$|&&|[|;&]|\d?[<>]+(?:&\d)?|(?:'[^']*'|"[^"]*"|[^\s'"|;&<>])+/g)) {
    if (token.startsWith('#')) break
    if (/^(?:&&|[|;&])$/.test(token)) commands.push([])
    else if (/^\d?[<>]/.test(token)) redirects = !token.includes('&')
    else if (redirects) redirects = false
    else commands.at(-1)?.push(token.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'))
  }
  return commands.filter((words) => words.length > 0)
}
