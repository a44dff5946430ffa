import { describe, expect, test } from 'vitest'
import { SmsError } from './error.ts'
import { planText, type TextPlan, type TextPlanOptions } from './text-plan.ts'

/** `gsm7 2×/7 left`, the tables behind it when they are not the default ones. */
function summary(plan: TextPlan): string {
  const { alphabet, parts, remaining, characterSet } = plan
  const tables = [characterSet.locking ?? '-', characterSet.single ?? '-'].join('+')
  return `${alphabet} ${parts.length}, ${remaining} left${tables === '-+-' ? '' : `, ${tables}`}`
}

const ICAO = 'Alfa Bravo Charlie Delta '

test.each<[string, string, string, TextPlanOptions?]>([
  ['nothing', '', 'gsm7 1, 160 left'],
  ['160 characters', 'x'.repeat(160), 'gsm7 1, 0 left'],
  ['161 characters', 'x'.repeat(161), 'gsm7 2, 145 left'],
  ['306 characters', 'x'.repeat(306), 'gsm7 2, 0 left'],
  ['307 characters', 'x'.repeat(307), 'gsm7 3, 152 left'],
  ['161 characters with a 16-bit reference', 'x'.repeat(161), 'gsm7 2, 143 left', { wide: true }],
  ['80 euros', '€'.repeat(80), 'gsm7 1, 0 left'],
  ['81 euros, of which 76 fit a part', '€'.repeat(81), 'gsm7 2, 143 left', { national: [] }],
  [
    '81 euros that save a part by a table which has them unescaped',
    '€'.repeat(81),
    'gsm7 1, 74 left, turkish+-',
  ],
  ['a Cyrillic letter', 'Ж', 'ucs2 1, 69 left'],
  ['70 Cyrillic letters', 'Ж'.repeat(70), 'ucs2 1, 0 left'],
  ['71 Cyrillic letters', 'Ж'.repeat(71), 'ucs2 2, 63 left'],
  ['71 with a 16-bit reference', 'Ж'.repeat(71), 'ucs2 2, 61 left', { wide: true }],
  ['35 emoji', '😀'.repeat(35), 'ucs2 1, 0 left'],
  ['36 emoji, of which 33 fit a part', '😀'.repeat(36), 'ucs2 2, 61 left'],
  ['short Turkish, as short in UCS-2', 'Işık ağacı', 'ucs2 1, 60 left'],
  ['Turkish that saves a part by its single shift', 'ş'.repeat(71), 'gsm7 1, 13 left, -+turkish'],
  ['Turkish that saves a part by its locking shift', 'ş'.repeat(155), 'gsm7 1, 0 left, turkish+-'],
  ['Turkish with both', 'ş'.repeat(140) + 'İIĞ'.repeat(4), 'gsm7 1, 3 left, turkish+-'],
  ['the same when no national table is allowed', 'ş'.repeat(71), 'ucs2 2, 63 left', { national: [] }],
  ['the same when another language is allowed', 'ş'.repeat(71), 'ucs2 2, 63 left', { national: ['spanish'] }],
  ['Portuguese', 'Não há ações à mão, irmã. '.repeat(5), 'gsm7 1, 25 left, portuguese+-'],
  ['Hindi', 'नमस्ते '.repeat(20), 'gsm7 1, 15 left, hindi+-'],
  [
    'Hindi with capitals, which only its single shift has',
    `${'नमस्ते '.repeat(15)}SMS`,
    'gsm7 1, 41 left, hindi+hindi',
  ],
  ['Urdu', 'اردو '.repeat(15), 'gsm7 1, 80 left, urdu+-'],
  ['plain text with euros never pays for a table', `${ICAO.repeat(6)}€€€`, 'gsm7 1, 4 left'],
  ['square brackets in plenty still do not', '[]'.repeat(40), 'gsm7 1, 0 left'],
  ['UCS-2 insisted upon', 'abc', 'ucs2 1, 67 left', { alphabet: 'ucs2' }],
  ['7 bits insisted upon', 'ş', 'gsm7 1, 153 left, -+turkish', { alphabet: 'gsm7' }],
  [
    'ports in each part',
    'x'.repeat(160),
    'gsm7 2, 132 left',
    { header: [{ type: 'ports', wide: true, destination: 1, source: 2 }] },
  ],
])('%s', (_, text, expected, options) => {
  expect(summary(planText(text, options))).toBe(expected)
})

describe('limits', () => {
  test('255 parts are possible, 256 are not', () => {
    expect(planText('x'.repeat(255 * 153)).parts).toHaveLength(255)
    expect(planText('Ж'.repeat(255 * 67)).parts).toHaveLength(255)
    expect(() => planText('x'.repeat(255 * 153 + 1))).toThrow(
      'text: takes 256 parts; at most 255 are possible',
    )
    expect(() => planText('Ж'.repeat(255 * 67 + 1))).toThrow('text: takes 256 parts')
    expect(() => planText('x'.repeat(10_000_000))).toThrow(SmsError)
  })

  test('a character that no 7-bit alphabet has is named', () => {
    expect(() => planText('ab中', { alphabet: 'gsm7' })).toThrow('the alphabet lacks character 2 (U+4E2D)')
    expect(() => planText('şж', { alphabet: 'gsm7' })).toThrow(SmsError)
  })

  test('a header that leaves no room is refused', () => {
    const header = [{ type: 'other', id: 0x70, octets: new Uint8Array(130) }] as const
    expect(() => planText('x'.repeat(200), { header })).toThrow('header: 138 octets leave no room')
  })

  test('concatenation is not for the caller to add', () => {
    const header = [{ type: 'concatenation', wide: false, reference: 1, total: 1, sequence: 1 }] as const
    expect(() => planText('x', { header })).toThrow(SmsError)
  })
})
