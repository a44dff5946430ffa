/**
 * What `dialtone` runs: the command line, with the commands that are no clients of a service. Everything that a command
 * needs is loaded when it is called.
 */
import { processHost, runProgram, type CommandEntry, type Host } from '../face/cli/index.ts'
import { version } from './version.ts'

/** Gives the exit code of the process. */
export function main(argv: readonly string[], host: Host = processHost()): Promise<number> {
  return runProgram(argv, { host, version: version(), commands: COMMANDS })
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'start',
    summary: 'Try it: a service with a virtual modem that connects',
    group: 'Run',
    load: async () => (await import('./command/start.ts')).start,
  },
  {
    name: 'serve',
    summary: 'Run the service in the foreground',
    group: 'Run',
    load: async () => (await import('./command/serve.ts')).serve,
  },
  {
    name: 'config',
    summary: 'Check the configuration file, show what is in effect, read it again',
    group: 'Run',
    load: async () => (await import('./command/config.ts')).config,
  },
  {
    name: 'doctor',
    summary: 'Say what this machine lacks, and the command that mends it',
    group: 'Run',
    load: async () => (await import('./command/doctor.ts')).doctor,
  },
  {
    name: 'backup',
    summary: 'Write the state of the service to a file',
    group: 'Run',
    load: async () => (await import('./command/backup.ts')).backup,
  },
  {
    name: 'restore',
    summary: 'Put a backup in the place of the state',
    group: 'Run',
    load: async () => (await import('./command/backup.ts')).restore,
  },
  {
    name: 'virtual',
    summary: 'Make things happen to a virtual modem, or serve one to other programs',
    group: 'Debug',
    load: async () => (await import('./command/virtual.ts')).virtual,
  },
  {
    name: 'mbim',
    summary: 'Decode MBIM frames',
    group: 'Debug',
    load: async () => (await import('./command/mbim.ts')).mbim,
  },
  {
    name: 'openapi',
    summary: 'Print the description of the HTTP API',
    group: 'Debug',
    load: async () => (await import('./command/openapi.ts')).openapi,
  },
]
