/** What every part of the page can reach: the state, and the ways to change it. */
import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { DialtoneError, type Clock } from '../../../base/index.ts'
import type { Service } from '../../../api/index.ts'
import type { Actions } from './actions.ts'
import type { Follower } from './follow.ts'
import type { Route } from './route.ts'
import type { Session } from './session.ts'
import type { Store } from './store.ts'
import type { Theme } from './theme.ts'
import type { Ticker } from './ticker.ts'

/** What there is before anybody is logged in. */
export interface Frame {
  readonly session: Session
  readonly route: Route
  readonly theme: Theme
  readonly ticker: Ticker
  readonly clock: Clock
}

export interface App extends Frame {
  readonly service: Service
  /** Shows personal data, to who has the right to it: `session.hidden`. */
  readonly revealing: Service
  /** Whether the service plays virtual modems. */
  readonly playing: ReadonlySignal<boolean>
  readonly store: Store
  readonly actions: Actions
  readonly follower: Follower
}

/** Of who is not logged in, too. */
export const FrameContext = createContext<Frame | undefined>(undefined)

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  const app = useContext(AppContext)
  if (app === undefined) throw new DialtoneError('internal', 'this part is drawn outside the app')
  return app
}
