/** Intel: traces of the modem. */
import { cid } from '../cid.ts'
import { u32 } from '../codec/integer.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import { TraceCommand } from '../word/vendor.ts'

export const IntelTools = service('intel-tools', '4ada4962-b988-46c3-87a7-97f20f994abb', 'Intel tools')

/** How the modem traces. */
export const IntelTraceConfig = cid(IntelTools, 8, 'trace-config', {
  query: struct({ traceCmd: TraceCommand }),
  set: struct({ traceCmd: TraceCommand, traceValue: u32 }),
  response: struct({ traceCmd: TraceCommand, result: u32 }),
})
