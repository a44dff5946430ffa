/** The return codes of connections and profiles. */
import type { Modem } from '../../src/core/index.ts'
import {
  MBN_CONNECTION_MODE_PROFILE,
  out,
  type BSTR,
  type HRESULT,
  type IMbnConnection,
} from '../../src/face/win32/index.ts'
import { CONNECTION, MODEM, PROFILE } from './journal-service.ts'
import {
  BAD_SIM,
  LOCKED,
  MEMORY,
  NO_SIM,
  program,
  UNKNOWN,
  type Row,
  type Rows,
  type Unprovoked,
} from './row.ts'

const SAME_AS_NOT_FOUND: Unprovoked = {
  reason: 'contradiction',
  because: 'the page lists two codes for a profile that is gone; it is answered with ERROR_NOT_FOUND',
}
const PROFILE_XML = '<MBNProfile><Name>other</Name></MBNProfile>'
const OWN_XML = `<MBNProfile><Name>${PROFILE.name}</Name></MBNProfile>`
const withIcon = (name: string): string =>
  `<MBNProfile><Name>${name}</Name><ICONFilePath>/nowhere/icon.bmp</ICONFilePath></MBNProfile>`

const connect = (connection: IMbnConnection, profile = 'internet'): Promise<HRESULT> =>
  connection.Connect(MBN_CONNECTION_MODE_PROFILE, profile, out())
const disconnect = (connection: IMbnConnection): Promise<HRESULT> => connection.Disconnect(out())

function getter(
  get: (connection: IMbnConnection) => Promise<HRESULT>,
  modems: Readonly<Record<string, Modem>> = {},
): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    Object.entries({ S_OK: MODEM, ...modems }).map(([code, modem]) => [
      code,
      async () => get(await (await program(modem)).connection()),
    ]),
  )
}

const PENDING_OR_SIM = {
  E_PENDING: UNKNOWN,
  E_MBN_PIN_REQUIRED: LOCKED,
  E_MBN_SIM_NOT_INSERTED: NO_SIM,
  E_MBN_BAD_SIM: BAD_SIM,
}

export const CONNECTION_ROWS: Rows = {
  'IMbnConnectionManager.GetConnection': {
    S_OK: ({ connections }) => connections.GetConnection(CONNECTION.id, out()),
    E_POINTER: ({ connections }) => connections.GetConnection(CONNECTION.id, null),
    E_OUTOFMEMORY: MEMORY,
  },
  'IMbnConnectionManager.GetConnections': {
    S_OK: ({ connections }) => connections.GetConnections(out()),
    E_POINTER: ({ connections }) => connections.GetConnections(null),
    E_OUTOFMEMORY: MEMORY,
  },
  'IMbnConnection.get_ConnectionID': getter((connection) => connection.get_ConnectionID(out())),
  'IMbnConnection.get_InterfaceID': getter((connection) => connection.get_InterfaceID(out())),
  'IMbnConnection.Connect': {
    S_OK: async (program) => connect(await program.connection()),
    'HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)': async (program) => {
      const connection = await program.connection()
      program.service.leave()
      return connect(connection)
    },
    E_HANDLE: async (program) => {
      const connection = await program.connection()
      program.service.unplug()
      return connect(connection)
    },
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': async (program) => {
      const connection = await program.connection()
      program.service.deregister()
      return connect(connection)
    },
    E_INVALIDARG: async (program) => connect(await program.connection(), 'unheard of'),
    E_MBN_MAX_ACTIVATED_CONTEXTS: async (program) => {
      const connection = await program.connection()
      await connect(connection)
      return connect(connection)
    },
  },
  'IMbnConnection.Disconnect': {
    S_OK: async (program) => {
      const connection = await program.connection()
      await connect(connection)
      return disconnect(connection)
    },
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': async (program) => disconnect(await program.connection()),
  },
  'IMbnConnection.GetConnectionState': getter(
    (connection) => connection.GetConnectionState(out(), out<BSTR | null>()),
    PENDING_OR_SIM,
  ),
  'IMbnConnection.GetVoiceCallState': getter(
    (connection) => connection.GetVoiceCallState(out()),
    PENDING_OR_SIM,
  ),
  'IMbnConnection.GetActivationNetworkError': getter((connection) =>
    connection.GetActivationNetworkError(out()),
  ),
  'IMbnConnectionProfileManager.GetConnectionProfiles': {
    S_OK: async (program) => program.profiles.GetConnectionProfiles(await program.device(), out()),
    E_HANDLE: async (program) => {
      const device = await program.device()
      program.service.unplug()
      return program.profiles.GetConnectionProfiles(device, out())
    },
    'HRESULT_FROM_WIN32(ERROR_NOT_READY)': async () => {
      const locked = await program(LOCKED)
      return locked.profiles.GetConnectionProfiles(await locked.device(), out())
    },
    'HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)': async ({ profiles, service }) => {
      service.leave()
      return profiles.GetConnectionProfiles(null, out())
    },
  },
  'IMbnConnectionProfileManager.GetConnectionProfile': {
    S_OK: async (program) => program.profiles.GetConnectionProfile(await program.device(), 'internet', out()),
    E_HANDLE: async (program) => {
      const device = await program.device()
      program.service.unplug()
      return program.profiles.GetConnectionProfile(device, 'internet', out())
    },
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': ({ profiles }) =>
      profiles.GetConnectionProfile(null, 'unheard of', out()),
    'HRESULT_FROM_WIN32(ERROR_NOT_READY)': async () => {
      const locked = await program(LOCKED)
      return locked.profiles.GetConnectionProfile(await locked.device(), 'internet', out())
    },
  },
  'IMbnConnectionProfileManager.CreateConnectionProfile': {
    S_OK: ({ profiles }) => profiles.CreateConnectionProfile(PROFILE_XML),
    'HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)': ({ profiles }) =>
      profiles.CreateConnectionProfile('<MBNProfile><Name>internet</Name></MBNProfile>'),
    E_MBN_INVALID_PROFILE: ({ profiles }) => profiles.CreateConnectionProfile('<MBNProfile/>'),
    'HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)': ({ profiles }) =>
      profiles.CreateConnectionProfile(withIcon('other')),
    E_MBN_DEFAULT_PROFILE_EXIST: ({ profiles, service }) => {
      service.refuse('checkProfile', 'already_exists', { isDefault: true })
      return profiles.CreateConnectionProfile(PROFILE_XML)
    },
  },
  'IMbnConnectionProfile.GetProfileXmlData': {
    S_OK: async (program) => (await program.profile()).GetProfileXmlData(out()),
  },
  'IMbnConnectionProfile.UpdateProfile': {
    S_OK: async (program) => (await program.profile()).UpdateProfile(OWN_XML),
    E_HANDLE: SAME_AS_NOT_FOUND,
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': async (program) => {
      const profile = await program.profile()
      await profile.Delete()
      return profile.UpdateProfile(OWN_XML)
    },
    'HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)': async (program) =>
      (await program.profile()).UpdateProfile(withIcon(PROFILE.name)),
    'HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)': async (program) => {
      const profile = await program.profile()
      program.service.leave()
      return profile.UpdateProfile(OWN_XML)
    },
  },
  'IMbnConnectionProfile.Delete': {
    S_OK: async (program) => (await program.profile()).Delete(),
    E_HANDLE: SAME_AS_NOT_FOUND,
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': async (program) => {
      const profile = await program.profile()
      await profile.Delete()
      return profile.Delete()
    },
    'HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)': async (program) => {
      const profile = await program.profile()
      program.service.leave()
      return profile.Delete()
    },
  },
}
