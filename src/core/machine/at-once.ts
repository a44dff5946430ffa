/**
 * The two stages at which an obstacle is told: the answer to who asks, and the end of the request. A SIM, a PIN or a radio
 * that stands in the way may be out of it in a moment, and whoever waits for the end of requests is to hear of it there,
 * as if the modem had been asked. The pages of mbnapi have the same two: what `Connect` returns, what `OnConnectComplete`
 * says.
 */
import type { Cause } from '../cause.ts'

const AT_THE_END: ReadonlySet<Cause['code']> = new Set([
  'sim_not_inserted',
  'bad_sim',
  'pin_required',
  'service_not_activated',
  'radio_off',
  'not_supported',
])

/** The obstacle, if it is told at once: then there is no request. */
export function atOnce(obstacle: Cause | undefined): Cause | undefined {
  return obstacle === undefined || AT_THE_END.has(obstacle.code) ? undefined : obstacle
}
