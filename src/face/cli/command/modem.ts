/** `dialtone modem list|show|radio|…`. */
import { Argument } from 'commander'
import {
  describePacketService,
  describeProvider,
  describeProviderList,
  describeProviders,
  describeRadio,
  describeRegistration,
  describeSignal,
  describeSim,
} from '../../../api/index.ts'
import { describeReached, type Modem } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import { awaitRequest } from './await-request.ts'
import { deviceServiceCommands } from './device-service.ts'
import { deviceStreamCommands } from './device-stream.ts'
import { modemNetwork } from './modem-network.ts'
import { only } from './only.ts'
import { modemStyle } from './state-style.ts'

export const modem: Define = (command, context) => {
  command
    .command('list')
    .description('List the modems.')
    .action(async () => {
      const { output, service } = context
      const modems = await service.modems()
      if (output.json) {
        output.document(modems)
        return
      }
      if (modems.length === 0) output.note('There is no modem.')
      else {
        output.table(
          [
            { title: 'MODEM' },
            { title: 'STATE' },
            { title: 'MODEL', least: 12, spare: 1 },
            { title: 'DEVICE', least: 12, spare: 2 },
            { title: 'ID', spare: 3 },
          ],
          modems.map((one) => [
            one.name,
            { text: one.state, style: (text) => output.style(modemStyle(one.state) ?? 'bold', text) },
            [one.equipment?.manufacturer, one.equipment?.model].filter((word) => word).join(' '),
            one.device,
            one.id,
          ]),
        )
      }
    })
  command
    .command('show')
    .description('Show one modem in full.')
    .argument('[modem]', 'name or id; the only one when left out')
    .action(async (name: string | undefined) => {
      const { output, service } = context
      const shown =
        name === undefined ? only(await service.modems(), 'modem') : await service.modem({ modem: name })
      if (output.json) output.document(shown)
      else output.fields(fieldsOf(shown))
    })
  command
    .command('radio')
    .description('Switch the radio of a modem on or off. Off ends its connections.')
    .addArgument(new Argument('<position>').choices(['on', 'off'] as const))
    .argument('[modem]', 'name or id; the only one when left out')
    .action(async (software: 'on' | 'off', name: string | undefined) => {
      const { output, service } = context
      const one =
        name === undefined ? only(await service.modems(), 'modem') : await service.modem({ modem: name })
      const { requestId } = await service.setRadio({ modem: one.id, software })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else output.line(`The radio of ${one.name} is ${software}${hindered(one, software)}`)
    })
  deviceServiceCommands(command, context)
  deviceStreamCommands(command, context)
  modemNetwork(command, context)
}

/** Both switches have to be on. */
function hindered({ radio }: Modem, software: 'on' | 'off'): string {
  return software === 'on' && radio?.hardware === 'off' ? ' by software, but off by its hardware switch' : ''
}

function fieldsOf(modem: Modem): (readonly [string, string | readonly string[]])[] {
  const { equipment, capabilities, sim, registration, packetService, signal, radio } = modem
  const fields: [string, string | readonly string[] | undefined][] = [
    ['Modem', modem.name],
    ['Id', modem.id],
    ['State', `${modem.state}: ${modem.reason.text}`],
    ['Device', `${modem.device} (${modem.driver})`],
    ['Reached', modem.reached && describeReached(modem.reached)],
    ['Model', [equipment?.manufacturer, equipment?.model].filter((word) => word).join(' ')],
    ['Firmware', equipment?.firmware],
    ['Equipment id', equipment?.id],
    ['Radio', radio && after('radio ', describeRadio(radio))],
    ['SIM', sim && after('SIM ', describeSim(sim))],
    ['IMSI', sim?.subscriberId],
    ['ICCID', sim?.iccid],
    ['Numbers', sim?.telephoneNumbers],
    ['Home', modem.homeProvider && describeProvider(modem.homeProvider)],
    ['Network', registration && describeRegistration(registration)],
    ['Preferred', modem.preferredProviders && describeProviderList(modem.preferredProviders)],
    ['In reach', modem.visibleProviders && describeProviders(modem.visibleProviders.providers)],
    [
      'Carriers',
      modem.multicarrier?.preferredProviders && describeProviderList(modem.multicarrier.preferredProviders),
    ],
    ['Emergency', modem.emergencyMode === true ? 'emergency calls only' : undefined],
    ['Available', registration?.availableDataClasses.join(', ').toUpperCase()],
    ['Packet service', packetService && after('packet service ', describePacketService(packetService))],
    ['Signal', signal && describeSignal(signal)],
    ['Technologies', capabilities?.dataClasses.join(', ').toUpperCase()],
    ['Sessions', capabilities?.maxSessions.toString()],
    ['Services', capabilities?.services.join(', ')],
    ['Trouble', modem.cause?.message],
  ]
  return fields.flatMap(([name, value]) =>
    value === undefined || value.length === 0 ? [] : [[name, value] as const],
  )
}

/** What the name of the field says is not said twice. */
function after(start: string, text: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text
}
