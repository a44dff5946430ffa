/** IMbnSmsConfiguration: how messages were set up when it was asked for, and what a program has changed since. */
import { comObject, facet, type ComObject } from '../../com/com-object.ts'
import { E_INVALIDARG, S_OK } from '../../hresult.ts'
import { IID_IMbnSmsConfiguration } from '../identifier.ts'
import type { IMbnSmsConfiguration } from '../interface/sms-configuration.ts'
import { fill, fillOrNull } from '../reading/reading.ts'
import type { SmsConfiguration } from '../reading/sms.ts'

export function createSmsConfiguration(configuration: SmsConfiguration): ComObject<IMbnSmsConfiguration> {
  const { maxMessageIndex, cdmaShortMsgSize } = configuration
  let { serviceCenterAddress, smsFormat } = configuration
  return comObject(
    facet(IID_IMbnSmsConfiguration, (unknown) => ({
      ...unknown,
      get_ServiceCenterAddress: async (scAddress) => fillOrNull(scAddress, { value: serviceCenterAddress }),
      put_ServiceCenterAddress: async (scAddress) => {
        if (typeof scAddress !== 'string') return E_INVALIDARG
        serviceCenterAddress = scAddress
        return S_OK
      },
      get_MaxMessageIndex: async (index) => fill(index, { value: maxMessageIndex }),
      get_CdmaShortMsgSize: async (shortMsgSize) => fill(shortMsgSize, { value: cdmaShortMsgSize }),
      get_SmsFormat: async (output) => fill(output, { value: smsFormat }),
      put_SmsFormat: async (format) => {
        smsFormat = format
        return S_OK
      },
    })),
  )
}
