import { service } from '../../service.ts'

/** Some of Microsoft's pages print another UUID; every device sends this one. */
export const MsBasicConnectExtensions = service(
  'ms-basic-connect-extensions',
  '3d01dcc5-fef5-4d05-0d3a-bef7058e9aaf',
  'Microsoft basic connect extensions',
)
