/**
 * Requests that teach, by operation: what is left of the input once the path has taken its part. They are in the description
 * of the API and in its document; a test holds each to the schema of its operation.
 */
import type { OperationName } from '../operation.ts'

const PROFILE = `<?xml version="1.0"?>
<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>internet</Name>
  <IsDefault>true</IsDefault>
  <SubscriberID>001010123456789</SubscriberID>
  <Context><AccessString>internet</AccessString></Context>
</MBNProfile>`

export const EXAMPLES: { readonly [Name in OperationName]?: Readonly<Record<string, unknown>> } = {
  connect: { profile: 'internet' },
  createToken: { name: 'branch-7', scopes: ['read', 'connect'] },
  acquire: { accessString: 'ims', ipType: 'ipv4v6' },
  setDataPlan: { cost: 'fixed', limit: 10_000_000_000, billingDay: 5 },
  enterPin: { code: '1234' },
  changePin: { code: '1234', newCode: '4321' },
  unblockPin: { puk: '12345678', newCode: '1234' },
  setRadio: { software: 'off' },
  register: { mode: 'manual', provider: '00101' },
  setPreferredProviders: { providers: [{ id: '00101' }, { id: '00102', state: 'forbidden' }] },
  setProvisionedContext: { type: 'internet', accessString: 'internet', authProtocol: 'none' },
  setSignalReports: { interval: 30, rssiChange: 5, errorRateChange: 'off' },
  sendMessage: { to: '+491701234567', text: 'the pump has stopped', report: true },
  readMessages: { filter: 'new' },
  deleteMessages: { filter: 'read' },
  setMessageConfiguration: { serviceCentre: '+491710760000' },
  addProfile: { xml: PROFILE },
  updateProfile: { xml: PROFILE },
  checkProfile: { xml: PROFILE },
  virtualCommand: { command: 'roam', arguments: {} },
  addDialInterface: {
    settings: {
      name: 'branch',
      dialer: { kind: 'modem', modems: ['modem0'], profile: 'internet' },
      routes: [{ destination: '0.0.0.0/0', metric: 10, dials: true }],
      idleTimeout: 300_000,
    },
  },
  setDialInterface: { change: { idleTimeout: 'never', filter: null } },
  planDialInterface: { dialInterface: 'branch' },
}
