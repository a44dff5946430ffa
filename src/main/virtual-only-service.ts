/** What plays virtual modems for other programs, as a service: it can list them and do things to them, and no more. */
import { DialtoneError } from '../base/index.ts'
import { OPERATIONS, type Service, type VirtualControl, type WatchItem } from '../api/index.ts'

export function virtualOnlyService(control: VirtualControl): Service {
  const refuse = async (): Promise<never> => {
    throw new DialtoneError(
      'not_supported',
      'this plays virtual modems for other programs and manages none; run "dialtone serve" for that',
    )
  }
  // Every operation of the table is refused but those that follow.
  const refused = Object.fromEntries(
    Object.keys(OPERATIONS).map((name) => [name, refuse]),
  ) as unknown as Service
  const service: Service = {
    ...refused,
    watch: (): AsyncIterable<WatchItem> => ({ [Symbol.asyncIterator]: () => ({ next: refuse }) }),
    virtualModems: () => control.list(),
    virtualCommands: () => control.commands(),
    virtualCommand: (input) => control.command(input),
    under: () => service,
  }
  return service
}
