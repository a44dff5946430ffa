/** What the sinks are told of profiles. The page of OnProfileUpdate says that it is raised by a creation too. */
import type { Ground } from '../ground.ts'
import type { IMbnConnectionProfile } from '../interface/connection-profile.ts'
import { createConnectionProfile } from '../object/connection-profile.ts'
import { notice, type Notice } from './notice.ts'

/** The text of a profile as it was; nothing when it could not be had. */
export type ProfileText = () => Promise<string | undefined>

export function profileArrival(ground: Ground, name: string, xml: ProfileText): readonly Notice[] {
  return [
    notice('IMbnConnectionProfileManagerEvents', (sink) =>
      sink.OnConnectionProfileArrival(object(ground, name, xml)),
    ),
    profileUpdate(ground, name, xml),
  ]
}

export function profileUpdate(ground: Ground, name: string, xml: ProfileText): Notice {
  return notice('IMbnConnectionProfileEvents', (sink) => sink.OnProfileUpdate(object(ground, name, xml)))
}

export function profileRemoval(ground: Ground, name: string, xml: ProfileText): Notice {
  return notice('IMbnConnectionProfileManagerEvents', (sink) =>
    sink.OnConnectionProfileRemoval(object(ground, name, xml)),
  )
}

function object(ground: Ground, name: string, xml: ProfileText): IMbnConnectionProfile {
  return createConnectionProfile(ground, name, xml).primary
}
