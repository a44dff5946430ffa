/** What is read out of a page decides what is run: nothing shown may slip through. */
import { describe, expect, test } from 'vitest'
import { stepsOf } from './page.ts'
import { beginsAsShown, isSameOutput } from './same-output.ts'

const block = (text: string, language = 'console'): string => `\`\`\`${language}\n${text}\n\`\`\`\n`

describe('a page', () => {
  test('is its commands with what is shown of their output', () => {
    expect(stepsOf(`Words.\n\n${block('$ a | b   # why\none\ntwo\n$ c \\\n    d')}`)).toEqual([
      { type: 'run', line: 3, commands: [{ text: 'a | b', output: 'one\ntwo\n' }, { text: 'c d' }] },
    ])
  })

  test('has commands of root in blocks that begin with them, and nowhere else', () => {
    expect(stepsOf(block('# a\n# b'))).toMatchObject([{ commands: [{ text: 'a' }, { text: 'b' }] }])
    expect(stepsOf(block('$ a\n# b'))).toMatchObject([{ commands: [{ text: 'a', output: '# b\n' }] }])
  })

  test('says by Ctrl-C where a command is interrupted', () => {
    expect(stepsOf(block('$ a\none\n^C\ntwo'))).toMatchObject([
      { commands: [{ text: 'a', output: 'one\n', ending: 'two\n' }] },
    ])
  })

  test('leaves commands running: those with &, else all of the block', () => {
    expect(stepsOf(`<!-- stays: up | on -->\n\n${block('$ a &\n$ b')}`)).toMatchObject([
      { commands: [{ text: 'a', stays: ['up', 'on'] }, { text: 'b' }] },
    ])
    expect(stepsOf(`<!-- stays: up -->\n\n${block('$ a\n$ b')}`)).toMatchObject([
      { commands: [{ stays: ['up'] }, { stays: ['up'] }] },
    ])
  })

  test('takes the marks before a block, and what is typed unseen', () => {
    const marks =
      '<!-- anew: why -->\n\n<!-- before: x\ny -->\n\n<!-- until: z -->\n\n<!-- meanwhile (t): m -->\n\n'
    expect(stepsOf(marks + block('$ a\n$ b'))).toEqual([
      { type: 'end', line: 10 },
      { type: 'run', line: 10, commands: [{ text: 'x' }, { text: 'y' }] },
      {
        type: 'run',
        line: 10,
        commands: [{ text: 'a' }, { text: 'b', until: 'z', meanwhile: { after: 't', text: 'm' } }],
      },
    ])
  })

  test('has files, and blocks that say why they are not run', () => {
    expect(stepsOf(`<!-- file: a.toml -->\n\n${block('b = 1', 'toml')}`)).toEqual([
      { type: 'file', line: 3, name: 'a.toml', text: 'b = 1\n' },
    ])
    expect(stepsOf(`<!-- not run: needs a modem -->\n\n${block('$ a')}`)).toEqual([
      { type: 'left', line: 3, why: 'needs a modem' },
    ])
  })

  test('may have nothing that is neither', () => {
    expect(() => stepsOf(block('b = 1', 'toml'))).toThrow(
      'line 1: a block of toml is neither used nor marked',
    )
    expect(() => stepsOf(block('a', ''))).toThrow('neither used nor marked')
    expect(() => stepsOf(block('one\n$ a'))).toThrow('begins with what nobody typed: one')
    expect(() => stepsOf(`<!-- not urn: x -->\n\n${block('$ a')}`)).toThrow('there is no mark "not urn"')
  })
})

describe('what is shown is what was said', () => {
  test.each([
    ['at 0mwq8izee211jf1-24', 'at 0mwqkyzs2zv4ylw-7'],
    ['10:58:15.348  up for 4 s', '09:00:00.001 up   for 153 ms'],
    ['100.64.0.2/30, 2001:db8:100::2/64', '100.64.0.66/30, 2001:db8:1::2/64'],
    ['RSRP -96 dBm', 'RSRP -101 dBm'],
    ['one … four', 'one\ntwo\nthree\nfour'],
    ['{"seq":25,…}', '{"seq":7,"x":{}}'],
    ['running for 4 s (process 1)', 'running for 1 min 5 s (process 2)'],
    [
      '09:58:15.348  modem0  registered',
      '09:58:15.100  modem0    signal RSRP -101 dBm\n09:58:15.348  modem0    registered\n',
    ],
    ['09:58:15.348  modem0  signal RSRP -96 dBm', '09:58:15.100  modem0    signal RSRP -101 dBm\n'],
  ])('%s', (shown, said) => {
    expect(isSameOutput(shown, said)).toBe(true)
  })

  test.each([
    ['cause 33', 'cause 27'],
    ['one two', 'one two three'],
    ['one … four', 'one two'],
    ['is connected', 'is not connected'],
    ['a.b', 'axb'],
    ['09:58:15.348  modem0  signal RSRP -96 dBm', '09:58:15.348  modem0    registered'],
  ])('%s is not %s', (shown, said) => {
    expect(isSameOutput(shown, said)).toBe(false)
  })

  test('as far as it has come', () => {
    expect(beginsAsShown('one two', 'one two three')).toBe(true)
    expect(beginsAsShown('two', 'one two three')).toBe(false)
  })
})
