/** The GSM 7-bit default alphabet (3GPP TS 23.038 6.2.1) and its extension table (6.2.1.1). */
import type { Run } from './national-table/national-table.ts'

/** Leads to the extension or single shift table for the one code that follows. */
export const ESCAPE = 0x1b

export const defaultAlphabet: readonly Run[] = [
  [0x00, '@£$¥èéùìòÇ\nØø\rÅå'],
  [0x10, 'Δ_ΦΓΛΩΠΨΣΘΞ'],
  [0x1c, 'ÆæßÉ'],
  [0x20, ' !"#¤%&\'()*+,-./'],
  [0x30, '0123456789:;<=>?'],
  [0x40, '¡ABCDEFGHIJKLMNO'],
  [0x50, 'PQRSTUVWXYZÄÖÑÜ§'],
  [0x60, '¿abcdefghijklmno'],
  [0x70, 'pqrstuvwxyzäöñüà'],
]

export const extensionTable: readonly Run[] = [
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{}'],
  [0x2f, '\\'],
  [0x3c, '[~]'],
  [0x40, '|'],
  [0x65, '€'],
]
