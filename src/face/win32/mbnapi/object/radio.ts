/** IMbnRadio of a modem as it was. */
import type { Modem } from '../../../../core/index.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { IMbnRadio } from '../interface/radio.ts'
import { notOffered } from '../not-offered.ts'
import { hardwareRadio, softwareRadio } from '../reading/device.ts'
import { fill } from '../reading/reading.ts'

export function radioFacet(modem: Modem, unknown: IUnknown): IMbnRadio {
  return {
    ...unknown,
    get_SoftwareRadioState: async (SoftwareRadioState) => fill(SoftwareRadioState, softwareRadio(modem)),
    get_HardwareRadioState: async (HardwareRadioState) => fill(HardwareRadioState, hardwareRadio(modem)),
    SetSoftwareRadioState: (_radioState, requestID) =>
      notOffered('IMbnRadio.SetSoftwareRadioState', { values: [requestID] }),
  }
}
