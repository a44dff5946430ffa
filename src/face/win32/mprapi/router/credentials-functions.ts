/** What an interface dials with. A password goes in and never comes out: it is read as the empty text. */
import { HIDDEN } from '../../../../api/index.ts'
import { given, type Pointer } from '../../com/holder.ts'
import { ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import { DNLEN, MAX_INTERFACE_NAME_LEN, PWLEN, UNLEN } from '../constant.ts'
import { ERROR_CANNOT_FIND_PHONEBOOK_ENTRY } from '../error/ras-error.ts'
import type { MprCredentialsFunctions } from '../function/credentials.ts'
import { ErrorNumber } from './error-number.ts'
import type { SessionTable } from './session-table.ts'

export function credentialsFunctions(sessions: SessionTable): MprCredentialsFunctions {
  return {
    MprAdminInterfaceGetCredentials: (server, name, user, password, domain) =>
      sessions.answer(async () => {
        const { service } = await sessions.router(server)
        if (typeof name !== 'string') throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        const { settings } = await service.dialInterface({ dialInterface: name })
        if (![user, password, domain].some(given)) return
        const { credentials } = settings
        if (credentials === undefined) throw new ErrorNumber(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY)
        put(user, credentials.userName === HIDDEN ? '' : credentials.userName)
        put(password, '')
        put(domain, credentials.domain ?? '')
      }),

    MprAdminInterfaceSetCredentials: (server, name, user, domain, password) =>
      sessions.answer(async () => {
        const { service } = await sessions.router(server)
        check(name, MAX_INTERFACE_NAME_LEN)
        for (const [text, longest] of [
          [user, UNLEN],
          [domain, DNLEN],
          [password, PWLEN],
        ] as const) {
          if (text !== null) check(text, longest)
        }
        const dialInterface = name ?? ''
        if (user === null && domain === null && password === null) {
          await service.setDialInterface({ dialInterface, change: { credentials: null } })
          return
        }
        const { settings } = await service.dialInterface({ dialInterface })
        const now = settings.credentials
        const nextDomain = domain ?? now?.domain
        await service.setDialInterface({
          dialInterface,
          change: {
            credentials: {
              userName: user ?? now?.userName ?? '',
              ...(nextDomain === undefined ? {} : { domain: nextDomain }),
              ...(password === null ? { keepPassword: true } : { password }),
            },
          },
        })
      }),

    // EAP blobs and pre-shared keys belong to tunnels.
    MprAdminInterfaceGetCredentialsEx: sessions.call(async ({ router }, handle, _level, buffer) => {
      await router.interface(handle)
      return given(buffer) ? ERROR_NOT_SUPPORTED : ERROR_INVALID_PARAMETER
    }),
    MprAdminInterfaceSetCredentialsEx: sessions.call(async ({ router }, handle, _level, buffer: unknown) => {
      await router.interface(handle)
      return buffer === null ? ERROR_INVALID_PARAMETER : ERROR_NOT_SUPPORTED
    }),
  }
}

function put(pointer: Pointer<string>, text: string): void {
  if (given(pointer)) pointer.value = text
}

function check(text: unknown, longest: number): void {
  if (typeof text !== 'string' || text.length > longest) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
}
