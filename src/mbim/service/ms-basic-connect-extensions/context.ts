/** Contexts: provisioned ones, those of the LTE attach, and what the network says along with them. */
import { cid, empty } from '../../cid.ts'
import { countedBytes } from '../../codec/bytes.ts'
import { personal, secret } from '../../codec/codec.ts'
import { u32 } from '../../codec/integer.ts'
import { olStructList } from '../../codec/list.ts'
import { countOf, since } from '../../codec/presence.ts'
import { string } from '../../codec/string.ts'
import { struct } from '../../codec/struct.ts'
import { tlvOf } from '../../codec/tlv.ts'
import { NwError } from '../../nw-error.ts'
import {
  AuthProtocol,
  Compression,
  ContextIpType,
  ContextMediaType,
  ContextOperation,
  ContextRoamingControl,
  ContextSource,
  ContextState,
  LteAttachContextOperation,
  LteAttachContextRoamingControl,
  PcoType,
} from '../../word/context.ts'
import { ContextType } from '../../word/context-type.ts'
import { LteAttachState } from '../../word/network.ts'
import { MsBasicConnectExtensions } from './service.ts'

/** How to get in: the same five fields wherever a context is described. */
const access = {
  accessString: string({ max: 100 }),
  userName: personal(string({ max: 255 })),
  password: secret(string({ max: 255 })),
  compression: Compression,
  authProtocol: AuthProtocol,
}

const contextV2 = {
  contextType: ContextType,
  ipType: ContextIpType,
  state: ContextState,
  roaming: ContextRoamingControl,
  mediaType: ContextMediaType,
  source: ContextSource,
  ...access,
  snssai: since(4, tlvOf('single-nssai')),
}

/** A stored context, with its IP type and where it may be used. `snssai` is of MBIMEx 4.0. */
export const MsContextV2 = struct({ contextId: u32, ...contextV2 })

/**
 * The stored contexts; takes the place of ProvisionedContexts. `delete` removes those of the type, `restore-factory`
 * brings the shipped ones back. Microsoft, "MB Provisioned Context Operations"; MBIMEx 4.0
 */
export const MsProvisionedContextsV2 = cid(MsBasicConnectExtensions, 1, 'provisioned-contexts-v2', {
  query: empty,
  set: struct({ operation: ContextOperation, ...contextV2 }),
  info: struct({
    elementCount: countOf('provisionedContexts'),
    provisionedContexts: olStructList(MsContextV2),
  }),
})

/** The context of the LTE attach for one roaming situation. */
const attachConfiguration = struct({
  ipType: ContextIpType,
  roaming: LteAttachContextRoamingControl,
  source: ContextSource,
  ...access,
})

const configurations = {
  elementCount: countOf('configurations'),
  configurations: olStructList(attachConfiguration),
}

/**
 * The contexts for attaching to LTE: always three, for home, partner and other networks.
 * Microsoft, "MB LTE Attach Operations"
 */
export const MsLteAttachConfiguration = cid(MsBasicConnectExtensions, 3, 'lte-attach-configuration', {
  query: empty,
  set: struct({ operation: LteAttachContextOperation, ...configurations }),
  info: struct(configurations),
})

/** The context of the present LTE attach. Microsoft, "MB LTE Attach Operations"; MBIMEx 3.0 adds the network error. */
export const MsLteAttachInfo = cid(MsBasicConnectExtensions, 4, 'lte-attach-info', {
  query: empty,
  info: struct({
    lteAttachState: LteAttachState,
    nwError: since(3, NwError),
    ipType: ContextIpType,
    ...access,
  }),
})

/** Protocol configuration options of a session (3GPP TS 24.008 10.5.6.3); the subscriber's number may be one. */
export const MsPcoValue = struct({
  sessionId: u32,
  pcoDataSize: countOf('pcoDataBuffer'),
  pcoDataType: PcoType,
  pcoDataBuffer: personal(countedBytes()),
})

const pco = struct({ pcoValue: MsPcoValue })

/**
 * The options the network sent for an active session; a query names it in `pcoValue.sessionId`.
 * Microsoft, "MB Protocol Configuration Options (PCO) Operations"
 */
export const MsPco = cid(MsBasicConnectExtensions, 9, 'pco', { query: pco, info: pco })
