import { describe, expect, test } from 'vitest'
import { fit, plain, textWidth } from './plain.ts'
import { formatFields, formatTable } from './table.ts'

test.each([
  ['Dialtone Mobile ü', 'Dialtone Mobile ü'],
  ['a\x1b[31mb\x07\r\nc\td', 'a?[31mb???c?d'],
  ['\x9b2J', '?2J'],
  ['\u202Eevil\u2066\u2028\u061C', '?evil???'],
])('%j is shown as %j', (text, shown) => {
  expect(plain(text)).toBe(shown)
})

test.each([
  ['abc', 3],
  ['ü', 1],
  ['u\u0308', 1],
  ['中文', 4],
  ['📶', 2],
  ['', 0],
])('%j takes %i columns', (text, width) => {
  expect(textWidth(text)).toBe(width)
})

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['中文字', 5, '中文…'],
  ['中文字', 4, '中…'],
  ['abc', 1, '…'],
  ['abc', 0, ''],
])('%j in %i columns is %j', (text, width, fitted) => {
  expect(fit(text, width)).toBe(fitted)
})

const columns = [{ title: 'NAME' }, { title: 'LONG', least: 6 }, { title: 'N', align: 'right' as const }]
const rows = [
  ['a', 'some longer text', '1'],
  ['bcdefg', '中', '100'],
]

test('columns are as wide as they have to be', () => {
  expect(formatTable(columns, rows, { width: undefined })).toEqual([
    'NAME    LONG                N',
    'a       some longer text    1',
    'bcdefg  中                100',
  ])
})

test('what may shrink does, as far as it may', () => {
  expect(formatTable(columns, rows, { width: 24 })).toEqual([
    'NAME    LONG           N',
    'a       some longe…    1',
    'bcdefg  中           100',
  ])
  expect(formatTable(columns, rows, { width: 5 })[1]).toBe('a       some …    1')
})

describe('a column that wraps', () => {
  const columns = [
    { title: 'NAME' },
    { title: 'N', spare: 1 },
    { title: 'WHY', least: 12, wraps: true },
  ] as const
  const rows = [
    ['branch', '1', 'the link to /dev/cdc-wdm0 is gone'],
    ['b', '2', '中文 中文'],
  ]

  test.each([
    [44, ['branch  1  the link to /dev/cdc-wdm0 is gone', 'b       2  中文 中文']],
    [
      27,
      ['branch  1  the link to', '           /dev/cdc-wdm0 is', '           gone', 'b       2  中文 中文'],
    ],
    // What may be left out goes before it is too narrow.
    [22, ['branch  the link to', '        /dev/cdc-wdm0', '        is gone', 'b       中文 中文']],
    // A word that is longer than a line goes on as well.
    [
      16,
      [
        'branch  the link',
        '        to',
        '        /dev/cdc',
        '        -wdm0 is',
        '        gone',
        'b       中文',
        '        中文',
      ],
    ],
  ])('goes on under itself in a terminal of %i columns', (width, expected) => {
    expect(formatTable(columns, rows, { width }).slice(1)).toEqual(expected)
  })

  test('is one line where there is no terminal', () => {
    expect(formatTable(columns, rows, { width: undefined })).toHaveLength(3)
  })

  test('colours every line of what goes on', () => {
    const cell = { text: 'one two', style: (text: string) => `<${text}>` }
    const lines = formatTable([{ title: 'A', wraps: true }], [[cell]], { width: 4 })
    expect(lines).toEqual(['A', '<one two>'])
    expect(
      formatTable([{ title: 'A', wraps: true }], [[{ ...cell, text: 'three four' }]], { width: 9 }),
    ).toEqual(['A', '<three>', '<four>'])
  })
})

test('styles are applied to the text that is left', () => {
  const styled = formatTable(
    [{ title: 'A', least: 3 }],
    [[{ text: 'abcdef', style: (text) => `<${text}>` }]],
    {
      width: 4,
      titles: (text) => `*${text}*`,
    },
  )
  expect(styled).toEqual(['*A*', '<abc…>'])
})

test('fields are aligned, several lines below one another', () => {
  expect(
    formatFields(
      [
        ['IPv4', ['1', '2']],
        ['DNS', 'x\ny'],
      ],
      { indent: '  ' },
    ),
  ).toEqual(['  IPv4  1', '        2', '  DNS   x?y'])
})

describe('a terminal that is too narrow', () => {
  const columns = [{ title: 'NAME' }, { title: 'MODEL', least: 6, spare: 1 }, { title: 'ID', spare: 2 }]
  const rows = [['modem0', 'Dialtone V1', '6f1b9c1e-0000']]
  test.each([
    [34, ['NAME    MODEL        ID', 'modem0  Dialtone V1  6f1b9c1e-0000']],
    [30, ['NAME    MODEL    ID', 'modem0  Dialto…  6f1b9c1e-0000']],
    [24, ['NAME    MODEL', 'modem0  Dialtone V1']],
    [15, ['NAME    MODEL', 'modem0  Dialto…']],
    [12, ['NAME', 'modem0']],
    [2, ['NAME', 'modem0']],
  ])('of %i columns leaves out what is spare', (width, expected) => {
    expect(formatTable(columns, rows, { width })).toEqual(expected)
  })
})

test('a name that is written from right to left leaves its neighbours where they are', () => {
  const columns = [{ title: 'A' }, { title: 'B' }, { title: 'C' }]
  const rows = [['1', 'פלאפון', '2']]
  expect(formatTable(columns, rows, { width: 80 })[1]).toBe('1  \u2068פלאפון\u2069  2')
  expect(formatTable(columns, rows, { width: undefined })[1]).toBe('1  פלאפון  2')
})
