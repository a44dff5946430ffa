/** Which structure a level stands for. */
import type {
  RAS_CONNECTION_0,
  RAS_CONNECTION_1,
  RAS_CONNECTION_2,
  RAS_CONNECTION_3,
  RAS_CONNECTION_4,
} from './connection.ts'
import type {
  MPR_CREDENTIALSEX_0,
  MPR_CREDENTIALSEX_1,
  MPR_DEVICE_0,
  MPR_DEVICE_1,
  MPR_FILTER_0,
  MPR_IFTRANSPORT_0,
  MPR_INTERFACE_0,
  MPR_INTERFACE_1,
  MPR_INTERFACE_2,
  MPR_INTERFACE_3,
  MPR_TRANSPORT_0,
} from './interface.ts'
import type { RAS_PORT_0, RAS_PORT_1, RAS_PORT_2 } from './port.ts'
import type { MPR_SERVER_0, MPR_SERVER_1, MPR_SERVER_2, RAS_USER_0, RAS_USER_1 } from './server.ts'

export interface InterfaceLevels {
  readonly 0: MPR_INTERFACE_0
  readonly 1: MPR_INTERFACE_1
  readonly 2: MPR_INTERFACE_2
  readonly 3: MPR_INTERFACE_3
}

export interface DeviceLevels {
  readonly 0: MPR_DEVICE_0
  readonly 1: MPR_DEVICE_1
}

export interface CredentialsLevels {
  readonly 0: MPR_CREDENTIALSEX_0
  readonly 1: MPR_CREDENTIALSEX_1
}

export interface ConnectionLevels {
  readonly 0: RAS_CONNECTION_0
  readonly 1: RAS_CONNECTION_1
  readonly 2: RAS_CONNECTION_2
  readonly 3: RAS_CONNECTION_3
  readonly 4: RAS_CONNECTION_4
}

export interface PortLevels {
  readonly 0: RAS_PORT_0
  readonly 1: RAS_PORT_1
  readonly 2: RAS_PORT_2
}

export interface ServerLevels {
  readonly 0: MPR_SERVER_0
  readonly 1: MPR_SERVER_1
  readonly 2: MPR_SERVER_2
}

export interface UserLevels {
  readonly 0: RAS_USER_0
  readonly 1: RAS_USER_1
}

export interface FilterLevels {
  readonly 0: MPR_FILTER_0
}

export interface TransportLevels {
  readonly 0: MPR_TRANSPORT_0
}

export interface InterfaceTransportLevels {
  readonly 0: MPR_IFTRANSPORT_0
}

/** The structure of a level; nothing for a level that there is not, which the function refuses. */
export type At<Levels, Level> = Level extends keyof Levels ? Levels[Level] : never
