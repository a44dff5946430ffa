/** Access technologies as flags of MBN_DATA_CLASS. */
import { DATA_CLASSES, type DataClass } from '../../../../core/index.ts'
import type { ULONG } from '../../com/data-type.ts'
import { MBN_DATA_CLASS } from '../enumeration/device.ts'

const FLAGS = {
  gprs: MBN_DATA_CLASS.MBN_DATA_CLASS_GPRS,
  edge: MBN_DATA_CLASS.MBN_DATA_CLASS_EDGE,
  umts: MBN_DATA_CLASS.MBN_DATA_CLASS_UMTS,
  hsdpa: MBN_DATA_CLASS.MBN_DATA_CLASS_HSDPA,
  hsupa: MBN_DATA_CLASS.MBN_DATA_CLASS_HSUPA,
  lte: MBN_DATA_CLASS.MBN_DATA_CLASS_LTE,
  '5g-nsa': MBN_DATA_CLASS.MBN_DATA_CLASS_5G_NSA,
  '5g-sa': MBN_DATA_CLASS.MBN_DATA_CLASS_5G_SA,
  '1xrtt': MBN_DATA_CLASS.MBN_DATA_CLASS_1XRTT,
  '1xevdo': MBN_DATA_CLASS.MBN_DATA_CLASS_1XEVDO,
  '1xevdo-reva': MBN_DATA_CLASS.MBN_DATA_CLASS_1XEVDO_REVA,
  '1xevdv': MBN_DATA_CLASS.MBN_DATA_CLASS_1XEVDV,
  '3xrtt': MBN_DATA_CLASS.MBN_DATA_CLASS_3XRTT,
  '1xevdo-revb': MBN_DATA_CLASS.MBN_DATA_CLASS_1XEVDO_REVB,
  umb: MBN_DATA_CLASS.MBN_DATA_CLASS_UMB,
  custom: MBN_DATA_CLASS.MBN_DATA_CLASS_CUSTOM,
} as const satisfies Record<DataClass, MBN_DATA_CLASS>

export function dataClassFlags(classes: readonly DataClass[]): ULONG {
  return classes.reduce<number>(
    (flags, one) => (flags | FLAGS[one]) >>> 0,
    MBN_DATA_CLASS.MBN_DATA_CLASS_NONE,
  )
}

/** The technologies of a program's flags; nothing where it has set one that there is not. */
export function dataClassesOf(flags: ULONG): readonly DataClass[] | undefined {
  if (!Number.isInteger(flags)) return undefined
  const classes = DATA_CLASSES.filter((name) => (flags & FLAGS[name]) !== 0)
  return dataClassFlags(classes) === flags >>> 0 ? classes : undefined
}
