/**
 * The cells around. Lists of cells are blocks: a count and the cells back to back, each with its own data.
 * Microsoft, "MB Base Stations Information Query Operations"; MBIMEx 3.0 adds 5G
 */
import { cid } from '../../cid.ts'
import { i32, u32, u64 } from '../../codec/integer.ts'
import { olStruct, olStructBlock } from '../../codec/list.ts'
import { since } from '../../codec/presence.ts'
import { string } from '../../codec/string.ts'
import { struct } from '../../codec/struct.ts'
import { DataClass, DataSubclass } from '../../word/device.ts'
import { MsBasicConnectExtensions } from './service.ts'

export const MsServingGsmCell = struct({
  providerId: string(),
  locationAreaCode: u32,
  cellId: u32,
  timingAdvance: u32,
  arfcn: u32,
  baseStationId: u32,
  rxLevel: u32,
})

export const MsServingUmtsCell = struct({
  providerId: string(),
  locationAreaCode: u32,
  cellId: u32,
  frequencyInfoUl: u32,
  frequencyInfoDl: u32,
  frequencyInfoNt: u32,
  uarfcn: u32,
  primaryScramblingCode: u32,
  rscp: i32,
  ecno: i32,
  pathLoss: u32,
})

export const MsTdscdmaCell = struct({
  providerId: string(),
  locationAreaCode: u32,
  cellId: u32,
  uarfcn: u32,
  cellParameterId: u32,
  timingAdvance: u32,
  rscp: i32,
  pathLoss: u32,
})

export const MsServingLteCell = struct({
  providerId: string(),
  cellId: u32,
  earfcn: u32,
  physicalCellId: u32,
  tac: u32,
  rsrp: i32,
  rsrq: i32,
  timingAdvance: u32,
})

export const MsServingNrCell = struct({
  providerId: string(),
  nci: u64,
  physicalCellId: u32,
  nrarfcn: u32,
  tac: u32,
  rsrp: u32,
  rsrq: u32,
  sinr: u32,
  timingAdvance: u64,
})

export const MsNeighboringGsmCell = struct({
  providerId: string(),
  locationAreaCode: u32,
  cellId: u32,
  arfcn: u32,
  baseStationId: u32,
  rxLevel: u32,
})

export const MsNeighboringUmtsCell = struct({
  providerId: string(),
  locationAreaCode: u32,
  cellId: u32,
  uarfcn: u32,
  primaryScramblingCode: u32,
  rscp: i32,
  ecno: i32,
  pathLoss: u32,
})

export const MsNeighboringLteCell = struct({
  providerId: string(),
  cellId: u32,
  earfcn: u32,
  physicalCellId: u32,
  tac: u32,
  rsrp: i32,
  rsrq: i32,
})

export const MsNeighboringNrCell = struct({
  systemSubType: DataSubclass,
  providerId: string(),
  cellId: string(),
  physicalCellId: u32,
  tac: u32,
  rsrp: u32,
  rsrq: u32,
  sinr: u32,
})

export const MsCdmaCell = struct({
  servingCellFlag: u32,
  nid: u32,
  sid: u32,
  baseStationId: u32,
  baseLatitude: u32,
  baseLongitude: u32,
  refPn: u32,
  gpsSeconds: u32,
  pilotStrength: u32,
})

/** The serving and the neighbouring cells of every technology; the query says how many of each are wanted. */
export const MsBaseStationsInfo = cid(MsBasicConnectExtensions, 11, 'base-stations-info', {
  query: struct({
    maxGsmCount: u32,
    maxUmtsCount: u32,
    maxTdscdmaCount: u32,
    maxLteCount: u32,
    maxCdmaCount: u32,
    maxNrCount: since(3, u32),
  }),
  response: struct({
    systemType: DataClass,
    systemSubType: since(3, DataSubclass),
    gsmServingCell: olStruct(MsServingGsmCell),
    umtsServingCell: olStruct(MsServingUmtsCell),
    tdscdmaServingCell: olStruct(MsTdscdmaCell),
    lteServingCell: olStruct(MsServingLteCell),
    gsmNeighboringCells: olStructBlock(MsNeighboringGsmCell),
    umtsNeighboringCells: olStructBlock(MsNeighboringUmtsCell),
    tdscdmaNeighboringCells: olStructBlock(MsTdscdmaCell),
    lteNeighboringCells: olStructBlock(MsNeighboringLteCell),
    cdmaCells: olStructBlock(MsCdmaCell),
    nrServingCells: since(3, olStructBlock(MsServingNrCell)),
    nrNeighboringCells: since(3, olStructBlock(MsNeighboringNrCell)),
  }),
})
