/** `docs/win32-router.md`: what the router administration API does here, function by function, from the reference and the rows. */
import { format, resolveConfig } from 'prettier'
import { NOT_OFFERED_FUNCTIONS } from '../../src/face/win32/mprapi/router/not-offered.ts'
import { routerReference as reference } from './mprapi-reference.ts'
import { UNPROVOKED } from './router-rows.ts'

export async function renderRouterDocument(
  provoked: (name: string, code: string) => boolean,
): Promise<string> {
  const refused = new Set<string>(NOT_OFFERED_FUNCTIONS)
  const rows = Object.entries(reference.functions)
    .filter(([name]) => !refused.has(name))
    .map(([name, { returns }]) => {
      const codes = returns.map((code) => {
        const reason = UNPROVOKED[name]?.[code] ?? UNPROVOKED['*']?.[code]
        if (reason !== undefined) return `not \`${code}\` (${reason})`
        return provoked(name, code) ? `\`${code}\`` : ''
      })
      return `| \`${name}\` | ${codes.filter((code) => code !== '').join(', ')} |`
    })
  const text = [
    INTRODUCTION,
    '## Functions\n',
    '| Function | Error numbers provoked |',
    '| --- | --- |',
    ...rows,
    '',
    `The other ${NOT_OFFERED_FUNCTIONS.length} functions of the header answer \`ERROR_NOT_SUPPORTED\`:`,
    '[which these are](win32.md#functions-of-mprapih-that-are-not-offered).',
    '',
  ].join('\n')
  return format(text, { ...(await resolveConfig('docs/win32-router.md')), parser: 'markdown' })
}

/** A section of `docs/win32.md`. */
export const NOT_OFFERED = `## Functions of mprapi.h that are not offered

[The router administration API](win32-router.md) says what its other functions answer. These ${NOT_OFFERED_FUNCTIONS.length} exist under their
names and answer \`ERROR_NOT_SUPPORTED\`: tunnels, management information, the exports of an administration DLL, and what of
the stored configuration is about them.

${NOT_OFFERED_FUNCTIONS.map((name) => `\`${name}\``).join(', ')}
`

const INTRODUCTION = `# The router administration API on Linux

\`dialtone/win32\` carries the functions of \`mprapi.h\` as well, over the [demand dialling](dial.md) of a service: a program
registers an event object, is signalled whenever an interface connects or disconnects, and enumerates to see which.
[examples/mpr-notification.ts](../examples/mpr-notification.ts) is that procedure.

- Every function returns a promise of its error number (\`FormatMessage\` and \`MprAdminGetErrorString\` know the words), and
  throws for no documented condition. Buffers are structures or arrays of them; nothing is to be freed.
- \`MPR_INTERFACE_0({ wszInterfaceName: 'branch' })\` makes a structure whose other members are zero.
- \`MprAdminServerConnect(null, server)\` is this machine's service; a name is the path of another service's socket, or
  \`http://\` on a loopback address. Every call needs the right \`admin\`.
- \`CreateEvent\`, \`SetEvent\`, \`ResetEvent\` and \`CloseHandle\` are as on Windows. \`WaitForSingleObject\` and
  \`WaitForMultipleObjects\` return promises; with \`Sync\` at the end they block, in worker threads only. A handle may be
  posted to a worker and is the same event there.
- A router's phone book is the service's profiles: \`szLocalPhoneNumber\` is the name of one, \`szDeviceName\` a modem.
- Blocks of information headers are bytes: \`packRoute\`, \`packFilters\` and their counterparts make and read them.
- A password goes in and never comes out.

## Where the pages are silent or disagree

| Question | Here |
| --- | --- |
| when a registered event is signalled | after the new state can be read; on connect and disconnect of any dial interface, whoever asked; not for a failed attempt |
| several changes between two waits | one signal; the journal of events holds each |
| registering one event twice; deregistering an unknown one | \`NO_ERROR\` and one registration; \`ERROR_INVALID_PARAMETER\` |
| the session is closed, the last handle of the event is closed | its registrations are withdrawn |
| the service restarts, or is away for a while | registrations stay; the event is signalled if anything was missed |
| registering with a remote router | accepted, beyond Windows: the event is the caller's own |
| connecting with an event that is closed | \`ERROR_INVALID_PARAMETER\`, and nothing is dialled |
| connecting what is connected | \`ERROR_ALREADY_CONNECTED\` |
| disconnecting what is connecting | \`NO_ERROR\`; the connect ends first, with \`ERROR_INTERFACE_DISCONNECTED\` |
| connecting what is being disconnected | \`ERROR_PORT_NOT_AVAILABLE\` while it reads connected; from the signal on it is taken, reads connecting, and is dialled once it is down |
| connecting outside the dial-out hours, or while unreachable | allowed by hand |
| \`ERROR_DIALOUT_HOURS_RESTRICTION\` | never answered; the last error where only [the hours](dial.md#what-happens-when) kept a redial, a persistent interface or traffic that was there already from dialling |
| a member that a mobile connection has no place for | zero when read, \`ERROR_INVALID_PARAMETER\` when anything else is asked for |
| a block of an information header of another kind than routes, demand-dial filters and status | \`ERROR_NOT_SUPPORTED\` |
| a status other than \`IF_ADMIN_STATUS_UP\` in one | \`ERROR_INVALID_PARAMETER\`: a transport cannot be switched off by itself |
| the demand-dial filters of IPv4 and of IPv6 | independent: without a block everything of a family counts; one that lists what counts (\`DROP\`) beside one that lists what does not (\`FORWARD\`) is \`ERROR_INVALID_PARAMETER\` |
| what is listed beside dial interfaces | this computer's LANs (\`ROUTER_IF_TYPE_DEDICATED\`) and its loopback: connected while they have a carrier, else unreachable with \`MPR_INTERFACE_NO_MEDIA_SENSE\`; no event is signalled for them |
| connecting, disconnecting or deleting one of those, asking for its transports | \`ERROR_INVALID_HANDLE\`: these are functions of dial interfaces |
| disabling one of those | \`ERROR_INVALID_PARAMETER\` |
| entries longer than the wanted length, where the page says nothing | one is given all the same |
| \`MprConfigServerConnect\` while no service runs | \`RPC_S_UNKNOWN_IF\`, as \`MprAdminServerConnect\`: what is stored belongs to the service, and nobody else opens it; [its configuration file](configuration.md) is the operator's to change at any time |
| the server that holds the accounts; a user; a domain | this router stands alone: itself; \`ERROR_NO_SUCH_USER\`, for people who dial in have no accounts; \`ERROR_NO_SUCH_DOMAIN\` |
| \`MprAdminSendUserMessage\` over a connection | \`ERROR_NOT_SUPPORTED\`: nobody at the other end of it reads messages |
`
