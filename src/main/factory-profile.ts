/** The profile that virtual modems come with, as phones come with their operator's: something to connect with at once. */
import type { Service } from '../api/index.ts'
import type { VirtualModem } from '../virtual/index.ts'

/**
 * Adds a default profile for each modem's SIM to a service that has no profile yet: `internet`, `internet1` … A profile is
 * for one SIM, and its name is the only one of its kind.
 */
export async function factoryProfiles(service: Service, modems: readonly VirtualModem[]): Promise<void> {
  if ((await service.profiles()).length > 0) return
  for (const [index, modem] of modems.entries()) {
    const { card } = modem.inside.sim
    if (card === undefined) continue
    await service.addProfile({ xml: profileXml(`internet${index === 0 ? '' : index}`, card.imsi) })
  }
}

function profileXml(name: string, imsi: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>${name}</Name>
  <Description>The Internet, as the virtual operator sells it</Description>
  <IsDefault>true</IsDefault>
  <ProfileCreationType>OperatorProvisioned</ProfileCreationType>
  <SubscriberID>${imsi}</SubscriberID>
  <ConnectionMode>manual</ConnectionMode>
  <Context>
    <AccessString>internet</AccessString>
  </Context>
</MBNProfile>
`
}
