/** The cells around: the serving one and its neighbours, as far as the host wants them. */
import { MsBaseStationsInfo } from '../../../../mbim/index.ts'
import { generationOf, type Generation } from '../../../carrier/access-technology.ts'
import type { Cell, Operator } from '../../../carrier/operator.ts'
import type { Signal } from '../../../carrier/signal.ts'
import type { Modem } from '../../../modem/modem.ts'
import { Answer, query, type Part } from '../../part.ts'
import { codedRsrp, codedRsrq, codedSnr, dataClasses, dataSubclasses, UNKNOWN } from '../wire-value.ts'

interface Heard {
  readonly cell: Cell
  readonly operator: Operator
  readonly signal: Signal
  readonly generation: Generation
}

/** 5G cells by themselves or beside an LTE anchor are NR cells alike. */
function kindOf(cell: Cell): Generation {
  return cell.technology === '5g-nsa' ? '5g' : generationOf(cell.technology)
}

/** Every cell in reach, strongest first. */
function heard({ reception }: Modem): readonly Heard[] {
  return reception
    .operators()
    .flatMap((operator) => {
      const usable = reception.technologies(operator)
      return operator.cells
        .filter(({ technology }) => usable.includes(technology))
        .map((cell) => ({ cell, operator, signal: reception.signalOf(cell), generation: kindOf(cell) }))
    })
    .toSorted((one, other) => other.signal.rssi - one.signal.rssi)
}

/** RXLEV: dB above −111 dBm, 0 to 63 (TS 45.008 §8.1.4). */
function rxLevel({ rssi }: Signal): number {
  return Math.max(0, Math.min(63, rssi + 111))
}

function gsm({ cell, operator, signal }: Heard) {
  return {
    providerId: operator.plmn,
    locationAreaCode: cell.areaCode,
    cellId: cell.id,
    timingAdvance: UNKNOWN,
    arfcn: cell.channel,
    baseStationId: cell.code,
    rxLevel: rxLevel(signal),
  }
}

function umts({ cell, operator, signal }: Heard) {
  return {
    providerId: operator.plmn,
    locationAreaCode: cell.areaCode,
    cellId: cell.id,
    frequencyInfoUl: UNKNOWN,
    frequencyInfoDl: UNKNOWN,
    frequencyInfoNt: UNKNOWN,
    uarfcn: cell.channel,
    primaryScramblingCode: cell.code,
    // The pilot takes about a tenth of the power that is received (Ec/No of −10 dB in a loaded cell).
    rscp: signal.rssi - 10,
    ecno: -10,
    pathLoss: UNKNOWN,
  }
}

function lte({ cell, operator, signal }: Heard) {
  return {
    providerId: operator.plmn,
    cellId: cell.id,
    earfcn: cell.channel,
    physicalCellId: cell.code,
    tac: cell.areaCode,
    rsrp: signal.rsrp ?? 0,
    rsrq: signal.rsrq ?? 0,
    timingAdvance: UNKNOWN,
  }
}

function nr({ cell, operator, signal }: Heard) {
  return {
    providerId: operator.plmn,
    nci: BigInt(cell.id),
    physicalCellId: cell.code,
    nrarfcn: cell.channel,
    tac: cell.areaCode,
    rsrp: codedRsrp(signal.rsrp ?? 0),
    rsrq: codedRsrq(signal.rsrq ?? 0),
    sinr: codedSnr(signal.snr ?? 0),
    timingAdvance: 0xffff_ffff_ffff_ffffn,
  }
}

export const cell: readonly Part[] = [
  query(MsBaseStationsInfo, ({ modem, version }, wanted) => {
    const { registration, packetService, radio } = modem
    const { cell: serving } = registration
    if (!radio.isOn) return new Answer('radio-power-off')
    if (serving === undefined) return new Answer('not-registered')
    const all = heard(modem)
    const used = packetService.technology ?? serving.technology
    // The one that is camped on, and the 5G cell beside the anchor while it is used.
    const isServing = (one: Heard): boolean =>
      one.cell === serving || (used === '5g-nsa' && one.cell.technology === '5g-nsa')
    const served = (generation: Generation): Heard | undefined =>
      all.find((one) => one.generation === generation && isServing(one))
    const near = (generation: Generation, most: number): readonly Heard[] =>
      all.filter((one) => one.generation === generation && !isServing(one)).slice(0, most)
    const serving2g = served('2g')
    const serving3g = served('3g')
    const serving4g = served('4g')
    const serving5g = served('5g')
    return {
      systemType: dataClasses([used], version),
      systemSubType: dataSubclasses([used]),
      gsmServingCell: serving2g && gsm(serving2g),
      umtsServingCell: serving3g && umts(serving3g),
      tdscdmaServingCell: undefined,
      lteServingCell: serving4g && lte(serving4g),
      gsmNeighboringCells: near('2g', wanted.maxGsmCount).map(gsm),
      umtsNeighboringCells: near('3g', wanted.maxUmtsCount).map(umts),
      tdscdmaNeighboringCells: [],
      lteNeighboringCells: near('4g', wanted.maxLteCount).map(lte),
      cdmaCells: [],
      nrServingCells: serving5g === undefined ? [] : [nr(serving5g)],
      nrNeighboringCells: near('5g', wanted.maxNrCount ?? 0).map((one) => ({
        ...nr(one),
        systemSubType: dataSubclasses([one.cell.technology]),
        cellId: one.cell.id.toString(),
      })),
    }
  }),
]
