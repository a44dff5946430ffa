import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../base/index.ts'
import { dataCoding } from './data-coding.ts'
import { joinData, joinText } from './join-parts.ts'
import { nationalLanguage, nationalTables } from './national-language.ts'
import { splitData } from './split-data.ts'
import { splitText } from './split-text.ts'
import { planText } from './text-plan.ts'
import { textOf } from './text.ts'
import { encodeTpdu } from './tpdu.ts'
import { submit } from './submit.ts'
import { lastElement } from './user-data-header.ts'

const destination = { type: 'unknown', plan: 'telephone', digits: '1' } as const

/** The user data of a part on the wire, its length octet left out. */
function wireOf(part: ReturnType<typeof splitText>[number]): Uint8Array {
  return encodeTpdu(submit({ destination, ...part })).slice(8)
}

test('three parts as other implementations write them', () => {
  const text =
    'Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat.Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur.Excepteur sint occaecat cupidatat non proident, sunt in culpa qui officia deserunt mollit anim id est laborum.'
  const parts = splitText(text, { reference: 12 })
  expect(parts.map((part) => toHex(wireOf(part)))).toEqual([
    '0500030c0301986f79b90d4ac3e7f53688fc66bfe5a0799a0e0ab7cb741668fc76cfcb637a995e9783c2e4343c3d4f8fd3ee33a8cc4ed359a079990c22bf41e5747dde7e9341f4721bfe9683d2ee719a9c26d7dd74509d0e6287c56f791954a683c86ff65b5e06b5c36777181466a7e3f5b0ab4a0795dde936284c06b5d3ee741b642fbbd3e1360b14afa7e7',
    '0500030c030240eef79c2eaf9341657c593e4ed3c3f4f4db0daab3d9e1f6f80d6287c56f797a0e72a7e769509d0e0ab3d3f17a1a0e2ae341e53068fc6eb7dfe43768fc76cfcbf17a98ee22d6d37350b84e2f83d2f2babc0c22bfd96f3928ed06c9cb7079195d7693cbf2341d947683ec6f761d4e0fd3cb207b999da683caf37919344eb3d9f53688fc66bfe5',
    '0500030c0303caa0721d64ae9fd3613ac85d67b3c32078589e0ed3eb7257113f2ec3e9e5ba1c344fbbe9a0f7781c2e8fc374d0b80e4f93c3f4301de47ebb4170f93b4d2ebbe92cd0bceea683d26ed0b8ce868741f17a1af4369bd3e37418442ecfcbf2ba9b0e6abfd9ec341d1476a7dba03419549ed341ecb0f82dafb75d',
  ])
})

test('a short text has no header', () => {
  expect(splitText('hi', { reference: 1 })).toEqual([
    { dataCoding: dataCoding('gsm7'), userData: { septets: fromHex('6869') } },
  ])
  expect(splitText('Ж', { reference: 1, messageClass: 0 })).toEqual([
    { dataCoding: dataCoding('ucs2', 0), userData: { octets: fromHex('0416') } },
  ])
})

test('national tables are named in the header of every part', () => {
  const parts = splitText('ş'.repeat(290), { reference: 0x1234, wide: true })
  expect(parts.map((part) => part.userData.header)).toEqual(
    [1, 2].map((sequence) => [
      { type: 'concatenation', wide: true, reference: 0x1234, total: 2, sequence },
      { type: 'locking-shift', language: 'turkish' },
    ]),
  )
})

test('a reference that does not fit is refused', () => {
  expect(() => splitText('x', { reference: 256 })).toThrow(
    'reference: 256 is not a whole number from 0 to 255',
  )
  expect(() => splitText('x', { reference: 65536, wide: true })).toThrow('reference: 65536 is not')
})

const characters = nationalLanguage.words.flatMap((language) => {
  const { locking = [], single } = nationalTables[language]
  return [...locking, ...single].flatMap(([, run]) => Array.from(run))
})
const anyText = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '1', '[', '{', '€', '\f', '\n', '@', 'à', 'ß'),
    maxLength: 900,
  }),
  fc.string({ unit: fc.constantFrom(...characters), maxLength: 600 }),
  ...nationalLanguage.words.map((language) => {
    const { locking = [], single } = nationalTables[language]
    const own = [...locking, ...single].flatMap(([, run]) => Array.from(run))
    return fc.string({ unit: fc.constantFrom(...own), maxLength: 400 })
  }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('😀', '👩‍👩‍👧', 'é', '\ud83d', '\ude00', 'x'), maxLength: 200 }),
)

describe('whatever the text', () => {
  const options = fc.record(
    {
      wide: fc.boolean(),
      header: fc.constantFrom(
        [],
        [{ type: 'ports', wide: true, destination: 1, source: 2 } as const],
        [{ type: 'other', id: 0x70, octets: new Uint8Array(17) } as const],
      ),
      national: fc.constantFrom([], ['turkish', 'hindi'] as const, nationalLanguage.words),
    },
    { requiredKeys: [] },
  )

  test('parts fit, are counted beforehand, and give the text back', () => {
    fc.assert(
      fc.property(anyText, options, (text, extra) => {
        const plan = planText(text, extra)
        const parts = splitText(text, { reference: 7, ...extra })
        expect(parts).toHaveLength(plan.parts.length)
        expect(plan.parts.join('')).toBe(text)
        parts.forEach((part, index) => {
          expect(wireOf(part).length).toBeLessThanOrEqual(140)
          // No escape sequence or surrogate pair is parted: each part reads alone as its piece of the text.
          expect(textOf(part)).toBe(plan.parts[index])
          const place = lastElement(part.userData.header, 'concatenation')
          if (parts.length === 1) expect(place).toBeUndefined()
          else expect(place).toMatchObject({ total: parts.length, sequence: index + 1, reference: 7 })
        })
        const seams = plan.parts
          .slice(1)
          .map((piece, index) => (plan.parts[index] ?? '').slice(-1) + piece.slice(0, 1))
        for (const seam of seams) expect(seam).not.toMatch(/[\ud800-\udbff][\udc00-\udfff]/)
        expect(joinText(parts)).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  test('national tables are taken only when that saves a part', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const free = planText(text)
        const without = planText(text, { national: [] })
        expect(free.parts.length).toBeLessThanOrEqual(without.parts.length)
        const usesTables = free.characterSet.locking !== undefined || free.characterSet.single !== undefined
        expect(usesTables).toBe(free.parts.length < without.parts.length)
      }),
      { numRuns: 200 },
    )
  })
})

describe('data', () => {
  test.each([
    [0, [0]],
    [140, [140]],
    [141, [134, 7]],
    [268, [134, 134]],
    [269, [134, 134, 1]],
  ])('%i octets are parts of %j', (length, sizes) => {
    const data = Uint8Array.from({ length }, (_, index) => index & 0xff)
    const parts = splitData(data, { reference: 9 })
    expect(parts.map(({ userData }) => ('octets' in userData ? userData.octets.length : -1))).toEqual(sizes)
    expect(parts.every((part) => wireOf(part).length <= 140)).toBe(true)
    expect(joinData(parts)).toEqual(data)
    expect(joinText(parts)).toBeUndefined()
  })

  test('ports stand in every part', () => {
    const header = [{ type: 'ports', wide: true, destination: 2948, source: 9200 }] as const
    const parts = splitData(new Uint8Array(300), { reference: 9, header, messageClass: 1 })
    expect(parts.map(({ userData }) => lastElement(userData.header, 'ports')?.destination)).toEqual([
      2948, 2948, 2948,
    ])
    expect(parts[0]?.dataCoding).toEqual(dataCoding('octets', 1))
  })

  test('256 parts are too many', () => {
    expect(() => splitData(new Uint8Array(255 * 134 + 1), { reference: 1 })).toThrow('data: takes 256 parts')
  })
})

describe('careless senders', () => {
  const ucs2 = (hex: string) => ({ dataCoding: dataCoding('ucs2'), userData: { octets: fromHex(hex) } })
  const gsm7 = (hex: string) => ({ dataCoding: dataCoding('gsm7'), userData: { septets: fromHex(hex) } })

  test('what they part in the middle is mended', () => {
    expect(joinText([ucs2('0041d83d'), ucs2('de000042')])).toBe('A😀B')
    expect(joinText([ucs2('00'), ucs2('41')])).toBe('A')
    expect(joinText([gsm7('411b'), gsm7('6542')])).toBe('A€B')
  })

  test('parts in different alphabets or tables are read each for itself', () => {
    expect(joinText([gsm7('41'), ucs2('0416'), gsm7('42')])).toBe('AЖB')
    const shifted = {
      ...gsm7('1b'),
      userData: {
        header: [{ type: 'single-shift', language: 'turkish' }] as const,
        septets: fromHex('1b73'),
      },
    }
    expect(joinText([gsm7('411b'), shifted])).toBe('A ş')
  })

  test('a part of another kind makes it no text', () => {
    expect(
      joinText([gsm7('41'), { dataCoding: dataCoding('octets'), userData: { octets: fromHex('41') } }]),
    ).toBeUndefined()
    expect(
      joinText([
        { dataCoding: { ...dataCoding('ucs2'), compressed: true }, userData: { octets: fromHex('41') } },
      ]),
    ).toBeUndefined()
    expect(joinText([{}])).toBeUndefined()
    expect(joinText([])).toBe('')
  })
})
