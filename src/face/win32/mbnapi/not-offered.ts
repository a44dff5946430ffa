/**
 * The methods for which the service has no operation. They exist, check their outputs and answer
 * `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`, as they do on Windows with a device that lacks them.
 */
import { given, type Pointer } from '../com/holder.ts'
import { E_POINTER, HRESULT_FROM_WIN32, type HRESULT } from '../hresult.ts'
import { ERROR_NOT_SUPPORTED } from '../win32-error.ts'
import { clear } from './reading/reading.ts'

export const NOT_OFFERED = [
  'IMbnSms.GetSmsConfiguration',
  'IMbnSms.SetSmsConfiguration',
  'IMbnSms.SmsSendPdu',
  'IMbnSms.SmsSendCdma',
  'IMbnSms.SmsSendCdmaPdu',
  'IMbnSms.SmsRead',
  'IMbnSms.SmsDelete',
  'IMbnSms.GetSmsStatus',
] as const

export type NotOffered = (typeof NOT_OFFERED)[number]

/** `objects` are the outputs that are null unless a method succeeds: objects and arrays. */
export async function notOffered(
  _method: NotOffered,
  outputs: { readonly objects?: readonly Pointer<unknown>[]; readonly values?: readonly Pointer<unknown>[] },
): Promise<HRESULT> {
  const { objects = [], values = [] } = outputs
  objects.forEach(clear)
  if (![...objects, ...values].every(given)) return E_POINTER
  return HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)
}
