/**
 * Text that somebody outside has chosen: what a network, a SIM, a modem or a person calls a thing. It keeps its own
 * direction and does not turn that of what is beside it.
 */
import { outside } from '../text/outside.ts'

export { outside }

export function Outside({ children }: { readonly children: string }) {
  return <bdi>{outside(children)}</bdi>
}
