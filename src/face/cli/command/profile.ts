/** `dialtone profile list|show|add|update|remove`. */
import { access, constants } from 'node:fs/promises'
import type { Service } from '../../../api/index.ts'
import type { PublicProfile } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import { plain } from '../text/plain.ts'
import { readText, refuse } from './read-text.ts'

export const profile: Define = (command, context) => {
  command
    .command('list')
    .description('List the profiles.')
    .action(async () => {
      const { output, service } = context
      const profiles = await service.profiles()
      if (output.json) {
        output.document(profiles)
        return
      }
      if (profiles.length === 0) output.note('There is no profile. Add one with "dialtone profile add FILE".')
      else {
        const owners = await ownersOf(service)
        output.table(
          [
            { title: 'PROFILE', least: 12 },
            { title: 'FOR' },
            { title: 'DEFAULT' },
            { title: 'APN', least: 10 },
            { title: 'MODE' },
            { title: 'DESCRIPTION', least: 12 },
          ],
          profiles.map((one) => [
            one.name,
            owners.get(one.name) ?? 'another SIM',
            one.isDefault ? 'yes' : '',
            one.context.accessString,
            one.connectionMode,
            one.description ?? '',
          ]),
        )
      }
    })
  command
    .command('show')
    .description('Show one profile. A password is never shown.')
    .argument('<name>', 'name of the profile')
    .option('--xml', 'as WWAN profile XML')
    .action(async (name: string, options: { xml?: boolean }) => {
      const { output, service } = context
      const { xml, etag, ...shown } = await service.profile({ profile: name })
      if (output.json) output.document({ ...shown, xml, etag })
      else if (options.xml === true) output.line(xml.trimEnd())
      else output.fields(fieldsOf(shown))
      if (options.xml === true && context.options.reveal !== true) {
        output.note(output.noteStyle('dim', 'Personal data is hidden; --reveal shows it.'))
      }
    })
  command
    .command('add')
    .description('Add a profile from WWAN profile XML.')
    .argument('<file>', 'the XML file, or - for standard input')
    .option('--replace', 'replace a profile of the same name')
    .addHelpText('after', EXAMPLE)
    .action(async (file: string, options: { replace?: boolean }) => {
      const { output, service } = context
      const xml = await readText(context.host, file)
      const replace = options.replace === true ? { replace: true } : {}
      await lookForIcon(await service.checkProfile({ xml, ...replace }))
      const added = await service.addProfile({ xml, ...replace })
      if (output.json) output.document(added)
      else {
        output.line(
          plain(
            `Added profile ${JSON.stringify(added.name)}. Connect with it: dialtone connect ${quoted(added.name)}`,
          ),
        )
      }
    })
  command
    .command('update')
    .description('Put another XML in the place of a profile. With IgnorePassword its password stays.')
    .argument('<name>', 'name of the profile, which the XML has as well')
    .argument('<file>', 'the XML file, or - for standard input')
    .option('--if-match <etag>', 'only if it is that version still: "etag" of "profile show --json"')
    .action(async (name: string, file: string, { ifMatch }: { ifMatch?: string }) => {
      const { output, service } = context
      const xml = await readText(context.host, file)
      await lookForIcon(await service.checkProfile({ xml, replace: true }))
      const held = ifMatch === undefined ? service : service.under({ ifMatch })
      const updated = await held.updateProfile({ profile: name, xml })
      if (output.json) output.document(updated)
      else output.line(plain(`Updated profile ${JSON.stringify(name)}.`))
    })
  command
    .command('remove')
    .description('Remove a profile. A connection that uses it stays up.')
    .argument('<name>', 'name of the profile')
    .action(async (name: string) => {
      await context.service.removeProfile({ profile: name })
      if (context.output.json) context.output.document({})
      else context.output.line(plain(`Removed profile ${JSON.stringify(name)}.`))
    })
}

/** The modems for whose SIM each profile is, by its name. Of a SIM that cannot be read it is not known which are. */
async function ownersOf(service: Service): Promise<ReadonlyMap<string, string>> {
  const owners = new Map<string, string>()
  for (const { id, name } of await service.modems()) {
    const own = await service.profiles({ modem: id }).catch(() => [])
    for (const profile of own) {
      owners.set(profile.name, [owners.get(profile.name), name].filter(Boolean).join(', '))
    }
  }
  return owners
}

/** The picture is a file of this machine, which need not be the service's. */
async function lookForIcon({ iconPath }: PublicProfile): Promise<void> {
  if (iconPath !== undefined) {
    await access(iconPath, constants.R_OK).catch((thrown: unknown) => refuse(iconPath, thrown))
  }
}

const EXAMPLE = `
A profile is an XML file as Windows knows it (WWAN profile schema, versions 1 to 4):

  <MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
    <Name>internet</Name>
    <IsDefault>true</IsDefault>
    <SubscriberID>001010123456789</SubscriberID>
    <Context><AccessString>internet</AccessString></Context>
  </MBNProfile>`

function fieldsOf(profile: PublicProfile): (readonly [string, string | readonly string[]])[] {
  const { context } = profile
  const fields: [string, string | undefined][] = [
    ['Profile', profile.name],
    ['Description', profile.description],
    ['Default', profile.isDefault ? 'yes' : 'no'],
    ['Mode', profile.connectionMode],
    ['APN', context.accessString || '(left to the network)'],
    ['User', context.userName],
    ['Password', context.hasPassword ? 'stored' : undefined],
    ['Authentication', context.authProtocol === 'none' ? undefined : context.authProtocol.toUpperCase()],
    ['IP type', context.ipType],
    ['Compression', context.compression ? 'on' : undefined],
    ['Subscriber', profile.subscriberId],
    ['ICCID', profile.iccid],
    ['Home operator', profile.homeProviderName],
    [
      'Roaming with',
      profile.dataRoamingPartners.map(({ id, name }) => `${name} (${id})`).join(', ') || undefined,
    ],
    ['Made by', profile.creationType],
    ...laterFieldsOf(profile),
  ]
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

/** What versions 2 to 4 of the schema add, where the profile says it. */
function laterFieldsOf(profile: PublicProfile): [string, string | undefined][] {
  const { conditions, mms, purposes } = profile
  const marks = [
    [profile.isPurchaseProfile, 'for buying a subscription'],
    [profile.isAdditional, 'for an additional connection'],
    [profile.isLongStanding, 'stays connected'],
    [profile.isProvisioningProfile, 'for fetching profiles'],
    [profile.isExclusive, 'nothing beside it'],
  ] as const
  return [
    ['Provider shown', profile.displayProviderName],
    ['Kind', marks.flatMap(([is, said]) => (is === true ? [said] : [])).join(', ') || undefined],
    ['Purposes', purposes?.join(', ')],
    ['In force', conditions && (Object.values(conditions).filter(Boolean).join(', ') || 'always')],
    ['Administrator', profile.adminEnabled === false ? 'switched off' : undefined],
    ['Roaming', profile.adminRoaming],
    ['APN number', profile.apnId?.toString()],
    ['MMS', mms && [mms.url, mms.port].filter((one) => one !== undefined).join(', ')],
    ['Maker’s id', profile.oemConnectionId],
  ]
}

/** As a shell takes it. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
}
