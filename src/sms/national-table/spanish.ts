/** Spanish: 3GPP TS 23.038 A.2.2 (single shift); it has no locking shift table. */
import type { NationalTable } from './national-table.ts'

export const spanish: NationalTable = {
  single: [
    [0x09, 'ç\f'],
    [0x14, '^'],
    [0x28, '{}'],
    [0x2f, '\\'],
    [0x3c, '[~]'],
    [0x40, '|Á'],
    [0x49, 'Í'],
    [0x4f, 'Ó'],
    [0x55, 'Ú'],
    [0x61, 'á'],
    [0x65, '€'],
    [0x69, 'í'],
    [0x6f, 'ó'],
    [0x75, 'ú'],
  ],
}
