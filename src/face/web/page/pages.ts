/**
 * The pages of the dashboard, in the order of the menu: where each is, what it is called, and the code that draws it, which
 * is loaded when somebody goes there. The first page is part of the first load.
 */
import type { ComponentType } from 'preact'
import type { App } from '../state/app.ts'
import type { Path } from '../state/route.ts'
import type { IconName } from '../part/icon.tsx'
import { OverviewPage } from './overview/overview-page.tsx'

export interface PageProps {
  /** What the path has in the place of its `:names`. */
  readonly params: Readonly<Record<string, string>>
}

export interface PageEntry {
  /** Segments; one that begins with a colon is any. */
  readonly path: Path
  /** In the menu, where it has a place there; `key` follows a `g`. */
  readonly menu?: { readonly text: string; readonly icon: IconName; readonly key: string }
  /** The path of the entry that is marked in the menu while this one is shown. */
  readonly under?: Path
  /** Whether it makes sense for this service; it does unless told. */
  readonly isThere?: (app: App) => boolean
  readonly load: () => ComponentType<PageProps> | Promise<ComponentType<PageProps>>
}

export const PAGES: readonly PageEntry[] = [
  {
    path: [],
    menu: { text: 'Overview', icon: 'overview', key: 'o' },
    load: () => OverviewPage,
  },
  {
    path: ['modems', ':modem'],
    under: [],
    load: async () => (await import('./modem/modem-page.tsx')).ModemPage,
  },
  {
    path: ['dial'],
    menu: { text: 'Dial interfaces', icon: 'dial', key: 'd' },
    load: async () => (await import('./dial/dial-page.tsx')).DialPage,
  },
  {
    path: ['dial', ':dialInterface'],
    under: ['dial'],
    load: async () => (await import('./dial/dial-interface-page.tsx')).DialInterfacePage,
  },
  {
    path: ['timeline'],
    menu: { text: 'Timeline', icon: 'timeline', key: 't' },
    load: async () => (await import('./timeline/timeline-page.tsx')).TimelinePage,
  },
  {
    path: ['messages'],
    menu: { text: 'Messages', icon: 'messages', key: 'm' },
    load: async () => (await import('./message/messages-page.tsx')).MessagesPage,
  },
  {
    path: ['messages', ':modem'],
    under: ['messages'],
    load: async () => (await import('./message/messages-page.tsx')).MessagesPage,
  },
  {
    path: ['profiles'],
    menu: { text: 'Profiles', icon: 'profiles', key: 'p' },
    load: async () => (await import('./profile/profiles-page.tsx')).ProfilesPage,
  },
  {
    path: ['virtual'],
    menu: { text: 'Virtual modems', icon: 'virtual', key: 'v' },
    isThere: ({ playing }) => playing.value,
    load: async () => (await import('./virtual/virtual-page.tsx')).VirtualPage,
  },
  {
    path: ['events'],
    menu: { text: 'Events', icon: 'events', key: 'e' },
    load: async () => (await import('./event/events-page.tsx')).EventsPage,
  },
]

/** The page at a path, and what is in the place of its names. */
export function pageAt(
  path: Path,
): { readonly entry: PageEntry; readonly params: PageProps['params'] } | undefined {
  for (const entry of PAGES) {
    if (entry.path.length !== path.length) continue
    const params: Record<string, string> = {}
    const fits = entry.path.every((segment, index) => {
      const given = path[index] ?? ''
      if (!segment.startsWith(':')) return segment === given
      params[segment.slice(1)] = given
      return true
    })
    if (fits) return { entry, params }
  }
  return undefined
}
