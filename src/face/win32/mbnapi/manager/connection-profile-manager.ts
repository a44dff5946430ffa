/** IMbnConnectionProfileManager: gives out the stored profiles, and stores new ones. */
import { toDialtoneError, type ErrorCode } from '../../../../base/index.ts'
import type { PublicProfile } from '../../../../core/index.ts'
import { facet } from '../../com/com-object.ts'
import { canonicalGuid } from '../../com/guid.ts'
import { given, out } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { hresultOf } from '../../error-hresult.ts'
import { E_HANDLE, E_INVALIDARG, E_POINTER, HRESULT_FROM_WIN32, S_OK } from '../../hresult.ts'
import { ERROR_NOT_FOUND, ERROR_NOT_READY } from '../../win32-error.ts'
import { answering, isNotFound, requesting, type Ground } from '../ground.ts'
import { IID_IMbnConnectionProfileManager } from '../identifier.ts'
import type { IMbnConnectionProfileManager } from '../interface/connection-profile-manager.ts'
import type { IMbnInterface } from '../interface/interface.ts'
import { createConnectionProfile } from '../object/connection-profile.ts'
import { storeProfile } from '../store-profile.ts'
import { clear, type Reading } from '../reading/reading.ts'
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
        const profiles = await profilesOf(ground, mbnInterface)
        if ('failure' in profiles) return profiles.failure
        const read = await Promise.all(profiles.value.map(({ name }) => snapshotOf(ground, name)))
        output.value = read.filter((profile) => profile !== undefined)
        return S_OK
      }),
    GetConnectionProfile: (mbnInterface, profileName, output) =>
      answering(ground, async () => {
        clear(output)
        if (!given(output)) return E_POINTER
        if (typeof profileName !== 'string') return E_INVALIDARG
        const profiles = await profilesOf(ground, mbnInterface)
        if ('failure' in profiles) return profiles.failure
        const known = profiles.value.some(({ name }) => name === profileName)
        if (!known) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
        const profile = await snapshotOf(ground, profileName)
        if (profile === undefined) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
        output.value = profile
        return S_OK
      }),
    CreateConnectionProfile: (xmlProfile) =>
      requesting(ground, async () => {
        if (typeof xmlProfile !== 'string') return E_INVALIDARG
        const profile = { xml: xmlProfile }
        return storeProfile(ground, profile, () => service.addProfile(profile))
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

/** The profiles for the SIM that is in the device now; of no device, all. */
async function profilesOf(
  { service }: Ground,
  mbnInterface: IMbnInterface | null,
): Promise<Reading<readonly PublicProfile[]>> {
  if (mbnInterface === null) return { value: await service.profiles() }
  const InterfaceID = out<string>()
  await mbnInterface.get_InterfaceID(InterfaceID)
  const id = canonicalGuid(InterfaceID.value)
  const modem = (await service.modems()).find((candidate) => canonicalGuid(candidate.id) === id)
  if (modem === undefined) return { failure: E_HANDLE }
  if (modem.sim?.state !== 'initialized') return { failure: HRESULT_FROM_WIN32(ERROR_NOT_READY) }
  try {
    return { value: await service.profiles({ modem: modem.id }) }
  } catch (thrown) {
    // It has gone meanwhile, its SIM has, or it does not say whose that is.
    if (isNotFound(thrown)) return { failure: E_HANDLE }
    const { code } = toDialtoneError(thrown)
    return { failure: UNREAD.includes(code) ? HRESULT_FROM_WIN32(ERROR_NOT_READY) : hresultOf(thrown) }
  }
}

const UNREAD: readonly ErrorCode[] = [
  'invalid_state',
  'busy',
  'sim_not_inserted',
  'bad_sim',
  'pin_required',
  'service_not_activated',
]
