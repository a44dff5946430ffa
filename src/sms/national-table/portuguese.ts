/** Portuguese: 3GPP TS 23.038 A.3.3 (locking shift), A.2.3 (single shift). */
import type { NationalTable } from './national-table.ts'

export const portuguese: NationalTable = {
  locking: [
    [0x00, '@£$¥êéúíóç\nÔô\rÁá'],
    [0x10, 'Δ_ªÇÀ∞^\\€Ó|'],
    [0x1c, 'ÂâÊÉ'],
    [0x20, ' !"#º%&\'()*+,-./'],
    [0x30, '0123456789:;<=>?'],
    [0x40, 'ÍABCDEFGHIJKLMNO'],
    [0x50, 'PQRSTUVWXYZÃÕÚÜ§'],
    [0x60, '~abcdefghijklmno'],
    [0x70, 'pqrstuvwxyzãõ`üà'],
  ],
  single: [
    [0x05, 'ê'],
    [0x09, 'ç\fÔô'],
    [0x0e, 'Áá'],
    [0x12, 'ΦΓ^ΩΠΨΣΘ'],
    [0x1f, 'Ê'],
    [0x28, '{}'],
    [0x2f, '\\'],
    [0x3c, '[~]'],
    [0x40, '|À'],
    [0x49, 'Í'],
    [0x4f, 'Ó'],
    [0x55, 'Ú'],
    [0x5b, 'ÃÕ'],
    [0x61, 'Â'],
    [0x65, '€'],
    [0x69, 'í'],
    [0x6f, 'ó'],
    [0x75, 'ú'],
    [0x7b, 'ãõ'],
    [0x7f, 'â'],
  ],
}
