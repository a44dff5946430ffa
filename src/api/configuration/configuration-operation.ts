/** Where the operations on the configuration live in HTTP. */
import type { Operation } from '../operation.ts'
import type { ConfigurationService } from './configuration-service.ts'

export const CONFIGURATION_OPERATIONS = {
  configuration: {
    method: 'GET',
    path: '/configuration',
    scope: 'read',
    status: 200,
    summary: 'What is in effect, and where it comes from',
  },
  reloadConfiguration: {
    method: 'POST',
    path: '/configuration/reload',
    scope: 'configure',
    status: 200,
    summary: 'Read the configuration file again',
  },
} as const satisfies Record<keyof ConfigurationService, Operation>
