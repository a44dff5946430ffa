/** The profile that virtual modems come with, as phones come with their operator's: something to connect with at once. */
import type { Service } from '../api/index.ts'
import type { VirtualModem } from '../virtual/index.ts'

const NAME = 'internet'

/** Adds the profile `internet` of the modem's SIM to a service that has no profile yet. */
export async function factoryProfile(service: Service, modem: VirtualModem): Promise<void> {
  const { card } = modem.inside.sim
  if (card === undefined || (await service.profiles()).length > 0) return
  await service.addProfile({ xml: profileXml(card.imsi) })
}

function profileXml(imsi: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>${NAME}</Name>
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
