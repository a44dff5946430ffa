/** What the operations are about: by where they live, the longest beginning that fits. */

export interface Tag {
  readonly name: string
  readonly description: string
  /** Beginnings of paths. */
  readonly paths: readonly string[]
}

export const TAGS: readonly Tag[] = [
  {
    name: 'service',
    description: 'The service itself, who asks it, and everything it knows at one cursor',
    paths: ['/caller', '/snapshot', '/configuration', '/openapi.json'],
  },
  {
    name: 'capture',
    description: 'What passed between the service and its modems',
    paths: ['/capture'],
  },
  {
    name: 'events',
    description: 'Every change, in order, from any place in the journal on',
    paths: ['/events'],
  },
  {
    name: 'why',
    description: 'Why things are as they are, and what would change them',
    paths: ['/why'],
  },
  { name: 'modems', description: 'Modems, their radio and their device', paths: ['/modems'] },
  {
    name: 'SIM',
    description: 'PINs, and the subscription',
    paths: ['/modems/:modem/pin', '/modems/:modem/activate'],
  },
  {
    name: 'registration',
    description: 'The choice of the network: by the modem or by hand, scans, preferred networks, carriers',
    paths: [
      '/modems/:modem/register',
      '/modems/:modem/scan',
      '/modems/:modem/preferred-providers',
      '/modems/:modem/home-provider',
    ],
  },
  {
    name: 'connections',
    description: 'Contexts of modems: connect, disconnect, one connection more',
    paths: ['/connections', '/modems/:modem/connections', '/modems/:modem/contexts'],
  },
  {
    name: 'requests',
    description: 'What was begun and takes time',
    paths: ['/requests'],
  },
  {
    name: 'profiles',
    description: 'Saved settings to connect with, as WWAN profile XML',
    paths: ['/profiles'],
  },
  {
    name: 'network',
    description: 'How far connections reach, what they cost and transfer',
    paths: [
      '/network',
      '/modems/:modem/data-plan',
      '/modems/:modem/usage',
      '/connections/:connection/usage',
      '/connections/:connection/intervals',
      '/timeline',
    ],
  },
  {
    name: 'messages',
    description: 'Short messages; reading them takes the scope `sms`',
    paths: ['/modems/:modem/messages'],
  },
  {
    name: 'device services',
    description: "A vendor's own commands and streams",
    paths: ['/modems/:modem/services'],
  },
  {
    name: 'dial interfaces',
    description: 'Interfaces that connect when traffic needs them',
    paths: ['/dial', '/demand-dial', '/lan-interfaces'],
  },
  {
    name: 'access',
    description: 'Who may come over the network',
    paths: ['/tokens'],
  },
  {
    name: 'virtual modems',
    description: 'Modems that the service plays itself; absent where it plays none',
    paths: ['/virtual'],
  },
]

export function tagOf(path: string): Tag | undefined {
  const fits = TAGS.flatMap((tag) =>
    tag.paths.filter((beginning) => path.startsWith(beginning)).map((beginning) => ({ tag, beginning })),
  )
  return fits.sort((a, b) => b.beginning.length - a.beginning.length)[0]?.tag
}
