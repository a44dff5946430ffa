/** The return codes of the contexts that are stored in a device. */
import {
  IID_IMbnConnectionContext,
  MBN_AUTH_PROTOCOL_NONE,
  MBN_COMPRESSION_NONE,
  MBN_CONTEXT_ID_APPEND,
  MBN_CONTEXT_TYPE_INTERNET,
  out,
  type IMbnConnectionContext,
  type MBN_CONTEXT,
} from '../../src/face/win32/index.ts'
import { MODEM } from './journal-service.ts'
import { asking, getter, SIM } from './network-rows.ts'
import { got } from './program.ts'
import { UNKNOWN, type Rows } from './row.ts'

export const CONTEXT: MBN_CONTEXT = {
  contextID: MBN_CONTEXT_ID_APPEND,
  contextType: MBN_CONTEXT_TYPE_INTERNET,
  accessString: 'web.example',
  userName: '',
  password: '',
  compression: MBN_COMPRESSION_NONE,
  authType: MBN_AUTH_PROTOCOL_NONE,
}

export const CONTEXT_ROWS: Rows = {
  'IMbnConnectionContext.GetProvisionedContexts': getter(
    IID_IMbnConnectionContext,
    (object) => object.GetProvisionedContexts(out()),
    {
      S_OK: MODEM,
      E_PENDING: UNKNOWN,
      ...SIM,
      'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)': {
        ...MODEM,
        provisionedContexts: { supported: false, contexts: [] },
      },
    },
  ),
  'IMbnConnectionContext.SetProvisionedContext': {
    ...asking(IID_IMbnConnectionContext, (object) => object.SetProvisionedContext(CONTEXT, '00101', out())),
    E_INVALIDARG: async ({ device, service }) => {
      const one = await device()
      const object = await got<IMbnConnectionContext>((ppv) =>
        one.QueryInterface(IID_IMbnConnectionContext, ppv),
      )
      service.refuse('setProvisionedContext', 'invalid_argument')
      return object.SetProvisionedContext(CONTEXT, '0', out())
    },
  },
}
