/** `dialtone connection list|show`. */
import { describeIp, describeIpSettings } from '../../../api/index.ts'
import type { Connection } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import { dateAndTime } from '../text/time.ts'
import { only } from './only.ts'
import { connectionStyle } from './state-style.ts'

export const connection: Define = (command, context) => {
  command
    .command('list')
    .description('List the connections.')
    .action(async () => {
      const { output, service } = context
      const connections = await service.connections()
      if (output.json) {
        output.document(connections)
        return
      }
      if (connections.length === 0) output.note('There is no connection: no modem is registered.')
      else {
        output.table(
          [
            { title: 'CONNECTION' },
            { title: 'STATE' },
            { title: 'PROFILE', least: 10 },
            { title: 'ADDRESS', least: 15 },
          ],
          connections.map((one) => {
            const style = connectionStyle(one.state)
            return [
              one.name,
              style === undefined
                ? one.state
                : { text: one.state, style: (text) => output.style(style, text) },
              one.profile ?? '',
              one.ip === undefined ? '' : describeIp(one.ip),
            ]
          }),
        )
      }
    })
  command
    .command('show')
    .description('Show one connection in full.')
    .argument('[connection]', 'name or id; the only one when left out')
    .action(async (name: string | undefined) => {
      const { output, service } = context
      const shown =
        name === undefined
          ? only(await service.connections(), 'connection')
          : await service.connection({ connection: name })
      if (output.json) output.document(shown)
      else output.fields(fieldsOf(shown))
    })
}

function fieldsOf(connection: Connection): (readonly [string, string | readonly string[]])[] {
  const { ip, link, cause, activationNetworkError: network } = connection
  return [
    ['Connection', connection.name],
    ['Id', connection.id],
    ['State', `${connection.state}: ${connection.reason.text}`],
    ['Since', dateAndTime(connection.since)],
    ...(connection.profile === undefined ? [] : [['Profile', connection.profile] as const]),
    ...(connection.accessString === undefined
      ? []
      : [['APN', connection.accessString || '(blank)'] as const]),
    ...(ip === undefined ? [] : describeIpSettings(ip)),
    ...(link?.name === undefined ? [] : [['Device', link.name] as const]),
    ...(network === undefined
      ? []
      : [['Network said', `cause ${network.value} (${network.name}): ${network.text}`] as const]),
    ...(cause === undefined || cause.message === connection.reason.text
      ? []
      : [['Trouble', cause.message] as const]),
    ...(connection.request === undefined ? [] : [['Request', connection.request.toString()] as const]),
  ]
}
