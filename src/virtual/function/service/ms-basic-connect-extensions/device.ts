/** The device: executors and slots, versions, logs, reset. */
import {
  MsDeviceCapsV2,
  MsDeviceReset,
  MsDeviceSlotMappings,
  MsModemConfiguration,
  MsModemLoggingConfig,
  MsPinEx,
  MsSlotInfoStatus,
  MsSysCaps,
  MsVersion,
  MsWakeReason,
  type MbimExVersion,
  type Tlv,
} from '../../../../mbim/index.ts'
import type { Modem } from '../../../modem/modem.ts'
import { Answer, indication, query, set, told, type Part } from '../../part.ts'
import type { Wake } from '../../control-session.ts'
import { capabilities } from '../basic-connect/device.ts'
import { operatePin, queryPin } from '../basic-connect/sim.ts'
import { dataSubclasses } from '../wire-value.ts'

/** MbimVersion and MbimExtendedVersion are BCD: 0x0100 is 1.0. */
const MBIM_1_0 = 0x0100
const MAJOR = 0x0100

/** Application identifier of a USIM: the RID of 3GPP and the code of the application (TS 101 220 annex E). */
const USIM = [0xa0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02] as const

function isUsim(appId: Uint8Array): boolean {
  return USIM.every((byte, index) => appId[index] === byte)
}

function extensionVersion(bcd: number): MbimExVersion {
  const major = Math.floor(bcd / MAJOR)
  return major >= 4 ? 4 : major === 3 ? 3 : major === 2 ? 2 : 1
}

function slotInfo({ sim }: Modem, slot: number) {
  return { slotIndex: slot, state: sim.slotState(slot) }
}

function slotMappings({ sim }: Modem) {
  return { slotMap: [{ slot: sim.activeSlot }] }
}

function loggingConfig({ settings: { logging } }: Modem) {
  return {
    version: 1,
    maxSegmentSize: logging.maxSegmentSize,
    maxFlushTime: logging.maxFlushTime,
    levelConfig: logging.level,
  }
}

/** The configuration for the card's operator is loaded along with the card. */
function modemConfiguration({ sim }: Modem) {
  const configurationStatus = sim.readyState === 'not-initialized' ? 'started' : 'completed'
  return { configurationStatus, configurationName: sim.card?.home.name ?? 'Generic', unnamedIes: [] } as const
}

/** The reason as a TLV: service, CID, then offset and size of the payload behind them (MBIMEx 3.0). */
function wakeCommand({ cid, payload }: Wake): Tlv {
  const head = 28
  const data = new Uint8Array(head + payload.length)
  const view = new DataView(data.buffer)
  const digits = cid.service.uuid.replaceAll('-', '')
  for (let at = 0; at < 16; at++) data[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16)
  view.setUint32(16, cid.number, true)
  view.setUint32(20, payload.length > 0 ? head : 0, true)
  view.setUint32(24, payload.length, true)
  data.set(payload, head)
  return { type: 'wake-command', data }
}

export const device: readonly Part[] = [
  query(MsSysCaps, ({ modem: { equipment } }) => ({
    numberOfExecutors: 1,
    numberOfSlots: equipment.slots,
    concurrency: 1,
    modemId: BigInt(equipment.imei),
  })),
  query(MsDeviceCapsV2, ({ modem, modem: { equipment }, version }) => ({
    ...capabilities(modem, version),
    executorIndex: 0,
    dataSubclass: dataSubclasses(modem.technologies),
    // Bit n−1 is band n.
    wcdmaBandClass: equipment.bands.umts.reduce((bits, band) => bits + 2 ** (band - 1), 0),
    lteBandClass: equipment.bands.lte,
    nrBandClass: equipment.bands.nr,
  })),

  query(MsDeviceSlotMappings, ({ modem }) => slotMappings(modem)),
  set(MsDeviceSlotMappings, ({ modem }, { slotMap }) => {
    const [first, ...more] = slotMap
    if (first === undefined || more.length > 0 || first.slot >= modem.sim.slots) {
      return new Answer('invalid-parameters')
    }
    modem.useSlot(first.slot)
    return slotMappings(modem)
  }),
  query(MsSlotInfoStatus, ({ modem }, { slotIndex }) =>
    slotIndex < modem.sim.slots ? slotInfo(modem, slotIndex) : new Answer('invalid-parameters'),
  ),
  indication(MsSlotInfoStatus, 'slot', (modem, { index = 0 }) => slotInfo(modem, index)),

  set(MsDeviceReset, (served) => {
    served.afterwards(() => {
      served.restart()
    })
    return {}
  }),

  ...told(MsModemLoggingConfig, 'modem-logging', loggingConfig),
  set(MsModemLoggingConfig, (served, { version, maxSegmentSize, maxFlushTime, levelConfig }) => {
    if (version !== 1 || typeof levelConfig === 'number') return new Answer('invalid-parameters')
    served.modem.setLogging({ maxSegmentSize, maxFlushTime, level: levelConfig }, served)
    return loggingConfig(served.modem)
  }),

  query(MsPinEx, ({ modem }, { version, appId }) =>
    version === 1 && isUsim(appId) ? queryPin(modem) : new Answer('invalid-parameters'),
  ),
  set(MsPinEx, ({ modem }, request) =>
    isUsim(request.appId) ? operatePin(modem, request) : new Answer('invalid-parameters'),
  ),

  ...told(MsModemConfiguration, 'subscriber-ready', modemConfiguration),
  query(MsWakeReason, ({ session: { lastWake } }) =>
    lastWake === undefined
      ? new Answer('failure')
      : { wakeType: lastWake.kind, sessionId: 0, wakeTlv: wakeCommand(lastWake) },
  ),
]

/** How a version is agreed on: what a function of plain MBIM 1.0 does not have. */
export const version: readonly Part[] = [
  query(MsVersion, ({ session }, { mbimExtendedVersion }) => ({
    mbimVersion: MBIM_1_0,
    mbimExtendedVersion: session.negotiate(extensionVersion(mbimExtendedVersion)) * MAJOR,
  })),
]
