/** Examples for the help of commands that have none of their own: what follows `dialtone`. */
import type { Command } from 'commander'
import { pathOf } from './completion/value-kind.ts'

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'modem show': ['modem show', 'modem show modem0 --reveal'],
  'modem radio': ['modem radio off', 'modem radio on modem0'],
  'modem command': [
    'modem command basic-connect 1',
    'modem command basic-connect 7 00000000 --set --modem modem0',
  ],
  'modem commands': ['modem commands basic-connect'],
  'modem listen': ['modem listen basic-connect --modem modem0'],
  'modem stream': ['modem stream dss 68656c6c6f'],
  'modem activate': ['modem activate --modem modem0'],
  'modem register': ['modem register automatic', 'modem register 26201 modem0 --prefer lte,5g-nsa'],
  'modem scan': ['modem scan', 'modem scan modem0 --last'],
  'modem providers set': ['modem providers set 26201,26202 --forbid 26203'],
  'modem carrier': ['modem carrier 26202 modem0'],
  'modem signal-reports': ['modem signal-reports --interval 30 --rssi 5', 'modem signal-reports --rssi off'],
  'sim unlock': ['sim unlock', 'sim unlock modem0 --pin-file /run/secrets/pin'],
  'sim pin enter': ['sim pin enter', 'sim pin enter modem0 --type network-pin'],
  'sim pin enable': ['sim pin enable'],
  'sim pin disable': ['sim pin disable modem0 --pin-file /run/secrets/pin'],
  'sim pin change': ['sim pin change'],
  'sim pin unblock': ['sim pin unblock modem0'],
  'context set': ['context set --type internet --apn internet', 'context set modem0 --id 3 --type none'],
  'connection show': ['connection show', 'connection show modem0/1'],
  'network intervals': ['network intervals --since 7d', 'network intervals modem0 --since 2026-01-01'],
  'network set-plan': [
    'network set-plan --limit 10GB --billing-day 1',
    'network set-plan modem0 --cost variable',
  ],
  usage: ['usage --by day', 'usage modem0 --since 24h --by hour'],
  'sms list': ['sms list --filter new'],
  'sms show': ['sms show 1 --modem modem0'],
  'sms send': ['sms send +491700000001 "on my way"', 'sms send +491700000001 --report'],
  'sms delete': ['sms delete 1', 'sms delete --filter read'],
  'sms config': ['sms config', 'sms config --centre +491710760000'],
  'request list': ['request list --state pending'],
  'request show': ['request show 8'],
  'request cancel': ['request cancel 8'],
  disconnect: ['disconnect', 'disconnect modem0/1 --no-wait'],
  'dial add': [
    'dial add branch --profile internet --route 10.20.0.0/16',
    'dial add backup --profile internet --persistent --dns',
  ],
  'dial set': [
    'dial set branch --idle-timeout "10 min"',
    'dial set branch --hours "1 08:00-18:00" --running',
  ],
  'dial show': ['dial show branch'],
  'dial plan': ['dial plan branch'],
  'dial enable': ['dial enable branch'],
  'dial disable': ['dial disable branch --running'],
  'dial remove': ['dial remove branch'],
  'dial connect': ['dial connect branch', 'dial connect branch --timeout 30'],
  'dial disconnect': ['dial disconnect branch'],
  'dial hang-up': ['dial hang-up modem0'],
  'dial clear': ['dial clear branch'],
  'profile show': ['profile show internet', 'profile show internet --xml'],
  'profile add': ['profile add internet.xml', 'profile add internet.xml --replace'],
  'profile update': ['profile update internet internet.xml'],
  'profile remove': ['profile remove internet'],
  'config check': ['config check', 'config check /etc/dialtone/dialtone.toml'],
}

/** Adds examples to the help of every command that has none; they are put together when help is shown. */
export function withExamples(command: Command): void {
  if (command.commands.length > 0) {
    for (const one of command.commands) withExamples(one)
    return
  }
  const own = EXAMPLES[pathOf(command)]
  // A command of commander is an emitter, which its types do not say.
  const { length } = (command as unknown as { listeners(event: string): readonly unknown[] }).listeners(
    'afterHelp',
  )
  if (own === undefined && length > 0) return
  command.addHelpText('after', () => {
    const lines = (own ?? [callOf(command)]).map((line) => `  $ npx dialtone ${line}`)
    return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.join('\n')}`
  })
}

/** The command with no more than it needs. */
function callOf(command: Command): string {
  const needed = command.registeredArguments
    .filter(({ required }) => required)
    .map((argument) => argument.argChoices?.[0] ?? argument.name().toUpperCase())
  return [pathOf(command), ...needed].join(' ')
}
