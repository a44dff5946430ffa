/** IMbnSms of a modem as it was, and the ways to have messages sent, read, deleted and set up. */
import { DialtoneError, toHex } from '../../../../base/index.ts'
import type {
  Accepted,
  CdmaMessageInput,
  MessageConfigurationInput,
  SendMessageInput,
} from '../../../../api/index.ts'
import type { Modem } from '../../../../core/index.ts'
import { given, out, type Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_INVALIDARG, E_POINTER, FAILED, HRESULT_FROM_WIN32, type HRESULT } from '../../hresult.ts'
import { ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import {
  MBN_CDMA_SHORT_MSG_SIZE_MAX,
  MBN_SMS_FORMAT_PDU,
  MBN_SMS_FORMAT_TEXT,
  type MBN_SMS_FORMAT,
} from '../enumeration/sms.ts'
import { operating, type Ground } from '../ground.ts'
import type { IMbnSmsConfiguration } from '../interface/sms-configuration.ts'
import type { IMbnSms } from '../interface/sms.ts'
import { fill, fillOrNull } from '../reading/reading.ts'
import { formatOf, isCdma, lacksSms, selectionOf, smsConfiguration, smsStatus } from '../reading/sms.ts'
import { createSmsConfiguration } from './sms-configuration.ts'

/** What the service is asked with, but for the modem. */
type Content = Pick<SendMessageInput, 'pdu' | 'cdma'>

export function smsFacet(ground: Ground, modem: Modem, unknown: IUnknown): IMbnSms {
  const { service } = ground
  const { id } = modem
  /** Nothing where the arguments cannot be meant: `E_INVALIDARG`. */
  const asking = async <T extends object>(
    requestID: Pointer<number>,
    input: T | undefined,
    ask: (input: T & { readonly modem: string }) => Promise<Accepted>,
  ): Promise<HRESULT> => {
    if (!given(requestID)) return E_POINTER
    if (input === undefined) return E_INVALIDARG
    return operating(ground, requestID, () => ask({ ...input, modem: id }))
  }
  const sending = async (
    requestID: Pointer<number>,
    family: 'gsm' | 'cdma',
    content: Content | undefined,
  ): Promise<HRESULT> => {
    if (!given(requestID)) return E_POINTER
    if (lacksSms(modem) || isCdma(modem) !== (family === 'cdma')) {
      return HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)
    }
    return asking(requestID, content, (input) => service.sendMessage(input))
  }
  return {
    ...unknown,
    GetSmsConfiguration: async (output) => {
      const reading = smsConfiguration(modem)
      return fillOrNull(
        output,
        'value' in reading ? { value: createSmsConfiguration(reading.value).primary } : reading,
      )
    },
    SetSmsConfiguration: async (configuration, requestID) => {
      if (!given(requestID)) return E_POINTER
      return asking(requestID, await valuesOf(configuration), async (values) =>
        service.setMessageConfiguration(changeOf(values, await service.modem({ modem: id }))),
      )
    },
    SmsSendPdu: (pduData, size, requestID) =>
      sending(requestID, 'gsm', isPdu(pduData, size) ? { pdu: pduData } : undefined),
    SmsSendCdma: (address, encoding, language, sizeInCharacters, message, requestID) =>
      sending(requestID, 'cdma', cdmaContent(address, [encoding, language, sizeInCharacters], message)),
    SmsSendCdmaPdu: (message, requestID) =>
      sending(requestID, 'cdma', isMessage(message) ? { pdu: toHex(message) } : undefined),
    SmsRead: async (smsFilter, smsFormat, requestID) =>
      asking(requestID, selectionOf(smsFilter), async (input) => {
        // The form may have been set since this object was made.
        if (smsFormat === formatOf(await service.modem({ modem: id }))) return service.readMessages(input)
        throw new DialtoneError('invalid_argument', 'the device has messages in another form')
      }),
    SmsDelete: async (smsFilter, requestID) =>
      asking(requestID, selectionOf(smsFilter), (input) => service.deleteMessages(input)),
    GetSmsStatus: async (smsStatusInfo) => fill(smsStatusInfo, smsStatus(modem)),
  }
}

/** Of a service centre and of a PDU, neither is longer than its octet for the length can say. */
const LONGEST_PDU = 2 * (1 + 255 + 255)

/** `size` counts the octets behind those of the service centre, the first of which says how many they are. */
function isPdu(pduData: unknown, size: number): boolean {
  if (typeof pduData !== 'string' || pduData.length > LONGEST_PDU) return false
  if (!/^([0-9a-f]{2})+$/i.test(pduData)) return false
  const octets = pduData.length / 2
  return octets - 1 - Number.parseInt(pduData.slice(0, 2), 16) === size && size > 0
}

/** From JavaScript anything may come. */
function isMessage(message: unknown): message is Uint8Array {
  return message instanceof Uint8Array && message.length > 0
}

function cdmaContent(
  address: unknown,
  numbers: readonly [encoding: number, language: number, characters: number],
  message: unknown,
): Content | undefined {
  const areNumbers = numbers.every((number) => Number.isInteger(number) && number >= 0)
  if (typeof address !== 'string' || !areNumbers || !isMessage(message)) return undefined
  if (message.length > MBN_CDMA_SHORT_MSG_SIZE_MAX) return undefined
  const [encoding, language, characters] = numbers
  const cdma: CdmaMessageInput = { address, encoding, language, characters, octets: toHex(message) }
  return { cdma }
}

interface Values {
  readonly serviceCentre: string
  readonly format: 'pdu' | 'cdma'
}

/** Any object of the interface will do, not ours alone. Nothing where it is none. */
async function valuesOf(configuration: IMbnSmsConfiguration | null | undefined): Promise<Values | undefined> {
  if (typeof configuration !== 'object' || configuration === null) return undefined
  const centre = out<string>()
  const format = out<MBN_SMS_FORMAT>()
  if (FAILED(await configuration.get_ServiceCenterAddress(centre))) return undefined
  if (FAILED(await configuration.get_SmsFormat(format))) return undefined
  if (format.value !== MBN_SMS_FORMAT_PDU && format.value !== MBN_SMS_FORMAT_TEXT) return undefined
  return { serviceCentre: centre.value, format: format.value === MBN_SMS_FORMAT_PDU ? 'pdu' : 'cdma' }
}

/** A service centre that is as it was is left alone: a modem may have one that nobody could set. */
function changeOf(
  { modem, serviceCentre, format }: Values & { readonly modem: string },
  { messageStore }: Modem,
): MessageConfigurationInput {
  const isChanged = serviceCentre !== (messageStore?.serviceCentre ?? '')
  return { modem, format, ...(isChanged && { serviceCentre }) }
}
