/** What the kernel refused, as a cause: what was tried, on what, why not, and what there is to do. */
import { CauseError, type Cause } from '../../core/index.ts'
import { NftablesError, SystemError } from '../../native/index.ts'

/** @param tried completes "cannot …", such as `open branch on wwan0` */
export function refusal(tried: string, thrown: unknown): CauseError {
  if (thrown instanceof CauseError) return thrown
  return new CauseError(causeOfRefusal(tried, thrown), { cause: thrown })
}

function causeOfRefusal(tried: string, thrown: unknown): Cause {
  if (thrown instanceof NftablesError) {
    return { code: 'invalid_state', message: `cannot ${tried}: nftables refused (${thrown.message})` }
  }
  if (!(thrown instanceof SystemError)) {
    const words = thrown instanceof Error ? thrown.message : String(thrown)
    return { code: 'internal', message: `cannot ${tried}: ${words}` }
  }
  const said = `the kernel refused (${thrown.message})`
  switch (thrown.code) {
    case 'EPERM':
    case 'EACCES':
      return {
        code: 'access_denied',
        message: `cannot ${tried}: ${said}; it needs CAP_NET_ADMIN and CAP_NET_RAW`,
      }
    case 'EEXIST':
      return {
        code: 'already_exists',
        message: `cannot ${tried}: an address or a route to the same destination with the same metric is there already; give the interface another priority, or its routes other metrics`,
      }
    case 'ENODEV':
      return { code: 'not_found', message: `cannot ${tried}: the network device is not there` }
    case 'EOPNOTSUPP':
    case 'ENOTSUP':
    case 'EAFNOSUPPORT':
      return { code: 'not_supported', message: `cannot ${tried}: ${said}` }
    default:
      return { code: 'invalid_state', message: `cannot ${tried}: ${said}` }
  }
}
