/** The commands that need nothing but a service to talk to. */
import type { CommandEntry } from './command-entry.ts'

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'status',
    summary: 'Show modems and connections on one screen',
    group: 'Look',
    load: async () => (await import('./command/status.ts')).status,
  },
  {
    name: 'watch',
    summary: 'Show what happens as it happens',
    group: 'Look',
    load: async () => (await import('./command/watch.ts')).watch,
  },
  {
    name: 'modem',
    summary: 'List and show modems, set their radio and network',
    group: 'Look',
    load: async () => (await import('./command/modem.ts')).modem,
  },
  {
    name: 'sim',
    summary: 'Show the SIM, unlock it, manage its PINs',
    group: 'Look',
    load: async () => (await import('./command/sim.ts')).sim,
  },
  {
    name: 'context',
    summary: 'List the contexts that are stored in a modem, and write them',
    group: 'Look',
    load: async () => (await import('./command/provisioned-context.ts')).provisionedContext,
  },
  {
    name: 'connection',
    summary: 'List connections or show one in full',
    group: 'Look',
    load: async () => (await import('./command/connection.ts')).connection,
  },
  {
    name: 'network',
    summary: 'Show how far connections reach; set data plans',
    group: 'Look',
    load: async () => (await import('./command/network.ts')).network,
  },
  {
    name: 'usage',
    summary: 'Show what was transferred, by day, hour or minute',
    group: 'Look',
    load: async () => (await import('./command/usage.ts')).usage,
  },
  {
    name: 'sms',
    summary: 'List, show, send and delete short messages',
    group: 'Look',
    load: async () => (await import('./command/sms.ts')).sms,
  },
  {
    name: 'request',
    summary: 'List requests, show what became of one, or give it up',
    group: 'Look',
    load: async () => (await import('./command/request.ts')).request,
  },
  {
    name: 'why',
    summary: 'Say why something is in the state it is in',
    group: 'Look',
    load: async () => (await import('./command/why.ts')).why,
  },
  {
    name: 'whoami',
    summary: 'Show who you are to the service, and what you may do',
    group: 'Look',
    load: async () => (await import('./command/whoami.ts')).whoami,
  },
  {
    name: 'completion',
    summary: 'Have bash, zsh or fish complete commands and names',
    group: 'Run',
    load: async () => (await import('./command/completion.ts')).completion,
  },
  {
    name: 'connect',
    summary: 'Connect a modem to its network',
    group: 'Connect',
    load: async () => (await import('./command/connect.ts')).connect,
  },
  {
    name: 'disconnect',
    summary: 'Disconnect a modem from its network',
    group: 'Connect',
    load: async () => (await import('./command/disconnect.ts')).disconnect,
  },
  {
    name: 'dial',
    summary: 'Demand-dial interfaces: list, add, change, connect, plan',
    group: 'Connect',
    load: async () => (await import('./command/dial.ts')).dial,
  },
  {
    name: 'profile',
    summary: 'List, show, add, update and remove profiles to connect with',
    group: 'Connect',
    load: async () => (await import('./command/profile.ts')).profile,
  },
  {
    name: 'capture',
    summary: 'Save what passed to and from modems, for Wireshark',
    group: 'Administer',
    load: async () => (await import('./command/capture.ts')).capture,
  },
  {
    name: 'token',
    summary: 'Create, list and revoke tokens for callers from the network',
    group: 'Administer',
    load: async () => (await import('./command/token.ts')).token,
  },
  {
    name: 'router',
    summary: 'List, add, remove and check routers that are reached remotely',
    group: 'Administer',
    load: async () => (await import('./command/router.ts')).router,
  },
]
