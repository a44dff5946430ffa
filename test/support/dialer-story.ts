/** The story that is told on all drivers, on a dialer: the chapters of a link, in their order. */
import { STORY, type Way } from '../../src/driver/compliance-story.ts'

/** The chapters for which a dialer with pppd has no words, by their names, and why. */
export const INAPPLICABLE: ReadonlyMap<string, string> = new Map([
  [
    'its PIN is entered',
    'a dialer has a line and a number and no SIM: whoever has one behind the line enters its PIN with the words of init',
  ],
  [
    'messages come and go',
    'a line is in the hands of chat until there is a carrier and carries PPP from then on: nobody is there to whom a message could be told',
  ],
])

/** Tells all the others. Rejects where one is not kept, or cannot be told and is not declared. */
export async function tellStory(way: Way): Promise<void> {
  for (const chapter of STORY) {
    if (chapter.of === 'way') await chapter.tell(way)
    else if (!INAPPLICABLE.has(chapter.name)) throw new Error(`a dialer has no words for "${chapter.name}"`)
  }
}
