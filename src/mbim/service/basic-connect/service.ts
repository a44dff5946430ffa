/** The service itself, which every file here names. */
import { service } from '../../service.ts'

export const BasicConnect = service(
  'basic-connect',
  'a289cc33-bcbb-8b4f-b6b0-133ec2aae6df',
  'Basic IP connectivity',
  { standard: true },
)
