/** IMbnConnectionProfileManager: gives out the stored profiles, and stores new ones. */
import { HIDDEN } from '../../../../api/index.ts'
import type { PublicProfile } from '../../../../core/index.ts'
import { facet } from '../../com/com-object.ts'
import { canonicalGuid } from '../../com/guid.ts'
import { given, out } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import {
  E_ACCESSDENIED,
  E_HANDLE,
  E_INVALIDARG,
  E_POINTER,
  HRESULT_FROM_WIN32,
  S_OK,
  type HRESULT,
} from '../../hresult.ts'
import { ERROR_NOT_FOUND, ERROR_NOT_READY } from '../../win32-error.ts'
import { answering, isNotFound, requesting, type Ground } from '../ground.ts'
import { IID_IMbnConnectionProfileManager } from '../identifier.ts'
import type { IMbnConnectionProfileManager } from '../interface/connection-profile-manager.ts'
import type { IMbnInterface } from '../interface/interface.ts'
import { createConnectionProfile } from '../object/connection-profile.ts'
import { storeProfile } from '../store-profile.ts'
import { clear } from '../reading/reading.ts'
import { createManager, type ManagerGround } from './manager.ts'

export function createConnectionProfileManager(ground: ManagerGround): IUnknown {
  return createManager(
    ground,
    facet(IID_IMbnConnectionProfileManager, (unknown) => profileManagerFacet(ground, unknown)),
    ['IMbnConnectionProfileManagerEvents', 'IMbnConnectionProfileEvents'],
  )
}

function profileManagerFacet(ground: Ground, unknown: IUnknown): IMbnConnectionProfileManager {
  const { service } = ground
  return {
    ...unknown,
    GetConnectionProfiles: (mbnInterface, output) =>
      answering(ground, async () => {
        clear(output)
        if (!given(output)) return E_POINTER
        const subscriber = await subscriberOf(ground, mbnInterface)
        if ('failure' in subscriber) return subscriber.failure
        const profiles = (await service.profiles()).filter((profile) => belongs(profile, subscriber.id))
        const read = await Promise.all(profiles.map(({ name }) => snapshotOf(ground, name)))
        output.value = read.filter((profile) => profile !== undefined)
        return S_OK
      }),
    GetConnectionProfile: (mbnInterface, profileName, output) =>
      answering(ground, async () => {
        clear(output)
        if (!given(output)) return E_POINTER
        if (typeof profileName !== 'string') return E_INVALIDARG
        const subscriber = await subscriberOf(ground, mbnInterface)
        if ('failure' in subscriber) return subscriber.failure
        const known = (await service.profiles()).find(({ name }) => name === profileName)
        if (known === undefined || !belongs(known, subscriber.id)) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
        const profile = await snapshotOf(ground, profileName)
        if (profile === undefined) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
        output.value = profile
        return S_OK
      }),
    CreateConnectionProfile: (xmlProfile) =>
      requesting(ground, async () => {
        if (typeof xmlProfile !== 'string') return E_INVALIDARG
        return storeProfile(ground, { xml: xmlProfile })
      }),
  }
}

/** A profile with its text as it is now; nothing when it has just gone. */
async function snapshotOf(
  ground: Ground,
  name: string,
): Promise<ReturnType<typeof createConnectionProfile>['primary'] | undefined> {
  try {
    const { xml } = await ground.service.profile({ profile: name })
    return createConnectionProfile(ground, name, async () => xml).primary
  } catch (thrown) {
    if (isNotFound(thrown)) return undefined
    throw thrown
  }
}

/** The subscriber whose profiles are asked for: that of the device now; of no device, everybody. */
async function subscriberOf(
  { service }: Ground,
  mbnInterface: IMbnInterface | null,
): Promise<{ readonly id: string | undefined } | { readonly failure: HRESULT }> {
  if (mbnInterface === null) return { id: undefined }
  const InterfaceID = out<string>()
  await mbnInterface.get_InterfaceID(InterfaceID)
  const id = canonicalGuid(InterfaceID.value)
  const modem = (await service.modems()).find((candidate) => canonicalGuid(candidate.id) === id)
  if (modem === undefined) return { failure: E_HANDLE }
  if (modem.sim?.state !== 'initialized' || modem.sim.subscriberId === undefined) {
    return { failure: HRESULT_FROM_WIN32(ERROR_NOT_READY) }
  }
  // Whose profiles these are, the service does not show to everybody.
  if (modem.sim.subscriberId === HIDDEN) return { failure: E_ACCESSDENIED }
  return { id: modem.sim.subscriberId }
}

function belongs(profile: PublicProfile, subscriber: string | undefined): boolean {
  return subscriber === undefined || profile.subscriberId === subscriber
}
