/** Oriya: 3GPP TS 23.038 A.3.9 (locking shift), A.2.9 (single shift). */
import type { NationalTable } from './national-table.ts'

export const oriya: NationalTable = {
  locking: [
    [0x00, '\u0b01\u0b02\u0b03\u0b05\u0b06\u0b07\u0b08\u0b09\u0b0a\u0b0b\n\u0b0c'],
    [0x0d, '\r'],
    [0x0f, '\u0b0f'],
    [0x10, '\u0b10'],
    [0x13, '\u0b13\u0b14\u0b15\u0b16\u0b17\u0b18\u0b19\u0b1a'],
    [0x1c, '\u0b1b\u0b1c\u0b1d\u0b1e'],
    [0x20, ' !\u0b1f\u0b20\u0b21\u0b22\u0b23\u0b24)(\u0b25\u0b26,\u0b27.\u0b28'],
    [0x30, '0123456789:;'],
    [0x3d, '\u0b2a\u0b2b?'],
    [0x40, '\u0b2c\u0b2d\u0b2e\u0b2f\u0b30'],
    [0x46, '\u0b32\u0b33'],
    [0x49, '\u0b35\u0b36\u0b37\u0b38\u0b39\u0b3c\u0b3d'],
    [0x50, '\u0b3e\u0b3f\u0b40\u0b41\u0b42\u0b43\u0b44'],
    [0x59, '\u0b47\u0b48'],
    [0x5d, '\u0b4b\u0b4c\u0b4d'],
    [0x60, '\u0b56abcdefghijklmno'],
    [0x70, 'pqrstuvwxyz\u0b57\u0b60\u0b61\u0b62\u0b63'],
  ],
  single: [
    [0x00, '@£$¥¿"¤%&\'\f*+'],
    [0x0e, '-/'],
    [0x10, '<=>¡^¡_#*\u0964\u0965'],
    [0x1c, '\u0b66\u0b67\u0b68\u0b69'],
    [0x20, '\u0b6a\u0b6b\u0b6c\u0b6d\u0b6e\u0b6f\u0b5c\u0b5d{}\u0b5f\u0b70\u0b71'],
    [0x2f, '\\'],
    [0x3c, '[~]'],
    [0x40, '|ABCDEFGHIJKLMNO'],
    [0x50, 'PQRSTUVWXYZ'],
    [0x65, '€'],
  ],
}
