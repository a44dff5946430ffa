/** Hindi: 3GPP TS 23.038 A.3.6 (locking shift), A.2.6 (single shift). */
import type { NationalTable } from './national-table.ts'

export const hindi: NationalTable = {
  locking: [
    [0x00, '\u0901\u0902\u0903\u0905\u0906\u0907\u0908\u0909\u090a\u090b\n\u090c\u090d\r\u090e\u090f'],
    [0x10, '\u0910\u0911\u0912\u0913\u0914\u0915\u0916\u0917\u0918\u0919\u091a'],
    [0x1c, '\u091b\u091c\u091d\u091e'],
    [0x20, ' !\u091f\u0920\u0921\u0922\u0923\u0924)(\u0925\u0926,\u0927.\u0928'],
    [0x30, '0123456789:;\u0929\u092a\u092b?'],
    [
      0x40,
      '\u092c\u092d\u092e\u092f\u0930\u0931\u0932\u0933\u0934\u0935\u0936\u0937\u0938\u0939\u093c\u093d',
    ],
    [
      0x50,
      '\u093e\u093f\u0940\u0941\u0942\u0943\u0944\u0945\u0946\u0947\u0948\u0949\u094a\u094b\u094c\u094d',
    ],
    [0x60, '\u0950abcdefghijklmno'],
    [0x70, 'pqrstuvwxyz\u0972\u097b\u097c\u097e\u097f'],
  ],
  single: [
    [0x00, '@£$¥¿"¤%&\'\f*+'],
    [0x0e, '-/'],
    [0x10, '<=>¡^¡_#*\u0964\u0965'],
    [0x1c, '\u0966\u0967\u0968\u0969'],
    [0x20, '\u096a\u096b\u096c\u096d\u096e\u096f\u0951\u0952{}\u0953\u0954\u0958\u0959\u095a\\'],
    [0x30, '\u095b\u095c\u095d\u095e\u095f\u0960\u0961\u0962\u0963\u0970\u0971'],
    [0x3c, '[~]'],
    [0x40, '|ABCDEFGHIJKLMNO'],
    [0x50, 'PQRSTUVWXYZ'],
    [0x65, '€'],
  ],
}
