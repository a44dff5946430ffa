/** What was decided and what came of it, in words, for the recorder: each event of the journal, with personal data hidden. */
import type { Event } from '../core/index.ts'
import { redactEvent, Teller } from '../api/index.ts'
import type { Recorder } from '../record/index.ts'

/** Takes the events as they are told. */
export function recordDecisions(recorder: Recorder): (events: readonly Event[]) => void {
  const teller = new Teller()
  /** Of modems, by id. */
  const devices = new Map<string, string>()
  return (events) => {
    for (const event of events) {
      if (event.type === 'modem.arrived') devices.set(event.data.id, event.data.device)
      const hidden = redactEvent(event)
      teller.learn(hidden)
      const { subject, text } = teller.tell(hidden)
      const { request, by } = event
      const about = [
        ...(request === undefined ? [] : [`request ${request}`]),
        ...(by === undefined ? [] : [`by ${by}`]),
      ]
      // Where a text names its request it is taken out: here it is at the end, in one form for all events.
      const rest = about.length === 0 ? text : text.replace(` (${about.join(' ')})`, '')
      const said = about.length === 0 ? rest : `${rest} (${about.join(', ')})`
      recorder.note(
        `${event.type} ${subject}: ${said}`,
        event.modem === undefined ? undefined : devices.get(event.modem),
      )
    }
  }
}
