/** IMbnRadio of a modem as it was, and the way to have it switched. */
import type { Modem } from '../../../../core/index.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_INVALIDARG, E_POINTER } from '../../hresult.ts'
import { MBN_RADIO_OFF, MBN_RADIO_ON } from '../enumeration/device.ts'
import { operating, type Ground } from '../ground.ts'
import type { IMbnRadio } from '../interface/radio.ts'
import { hardwareRadio, softwareRadio } from '../reading/device.ts'
import { fill } from '../reading/reading.ts'

export function radioFacet(ground: Ground, modem: Modem, unknown: IUnknown): IMbnRadio {
  return {
    ...unknown,
    get_SoftwareRadioState: async (SoftwareRadioState) => fill(SoftwareRadioState, softwareRadio(modem)),
    get_HardwareRadioState: async (HardwareRadioState) => fill(HardwareRadioState, hardwareRadio(modem)),
    SetSoftwareRadioState: async (radioState, requestID) => {
      if (!given(requestID)) return E_POINTER
      const software = POSITIONS.get(radioState)
      if (software === undefined) return E_INVALIDARG
      return operating(ground, requestID, () => ground.service.setRadio({ modem: modem.id, software }))
    },
  }
}

/** A program may pass any number. */
const POSITIONS: ReadonlyMap<number, 'on' | 'off'> = new Map([
  [MBN_RADIO_OFF, 'off'],
  [MBN_RADIO_ON, 'on'],
])
