/** All functions of mprapi.h. */
import type { MprServerFunctions } from './server.ts'
import type { MprSupportFunctions } from './support.ts'
import type { MprInterfaceFunctions } from './interface.ts'
import type { MprCredentialsFunctions } from './credentials.ts'
import type { MprDeviceFunctions } from './device.ts'
import type { MprTransportFunctions } from './transport.ts'
import type { MprCustomFunctions } from './custom.ts'
import type { MprConnectionFunctions } from './connection.ts'
import type { MprPortFunctions } from './port.ts'
import type { MprNotificationFunctions } from './notification.ts'
import type { MprMibFunctions } from './mib.ts'
import type { MprCallbackFunctions } from './callback.ts'
import type { MprConfigFunctions } from './config.ts'
import type { MprInfoFunctions } from './info.ts'
import type { MprSetupFunctions } from './legacy.ts'

export interface MprFunctions
  extends
    MprServerFunctions,
    MprSupportFunctions,
    MprInterfaceFunctions,
    MprCredentialsFunctions,
    MprDeviceFunctions,
    MprTransportFunctions,
    MprCustomFunctions,
    MprConnectionFunctions,
    MprPortFunctions,
    MprNotificationFunctions,
    MprMibFunctions,
    MprCallbackFunctions,
    MprConfigFunctions,
    MprInfoFunctions,
    MprSetupFunctions {}
