/** Where the dashboard begins: what the browser has is handed to what needs it, and the page is drawn. */
import { signal, useSignalEffect } from '@preact/signals'
import { render } from 'preact'
import { useContext, useEffect, useMemo } from 'preact/hooks'
import { systemClock, systemRandom } from '../../base/index.ts'
import type { Service } from '../../api/index.ts'
import { LoginPage } from './shell/login-page.tsx'
import { moved } from './shell/arrival.ts'
import { favicon } from './shell/favicon.ts'
import { Shell } from './shell/shell.tsx'
import { Shortcuts } from './shell/shortcuts.ts'
import { Actions } from './state/actions.ts'
import { AppContext, FrameContext, type App, type Frame } from './state/app.ts'
import { Follower } from './state/follow.ts'
import { Route } from './state/route.ts'
import { Session, tokenOf } from './state/session.ts'
import { Store } from './state/store.ts'
import { Theme } from './state/theme.ts'
import { Ticker } from './state/ticker.ts'
import './style/base.css'
import './style/shell.css'
import './style/part.css'
import './style/page.css'

const clock = systemClock
const ticker = new Ticker(clock, document)
const session = new Session({
  fetch: (url, init) => fetch(url, { ...init, credentials: 'same-origin', cache: 'no-store' }),
  base: new URL('.', location.href.replace(/[?#].*$/s, '')).href.replace(/\/$/, ''),
  clock,
  storage: sessionStorage,
  serviceTime: (now) => ticker.adjust(now),
})

/** The token of the address, which is there no more when this is done. */
function takeToken(): string | undefined {
  const found = tokenOf(location.hash)
  if (found === undefined) return undefined
  history.replaceState(null, '', `${location.pathname}${location.search}${found.rest}`)
  return found.token
}

const given = takeToken()
const route = new Route(window)
const theme = new Theme({ root: document.documentElement, storage: localStorage })
const shortcuts = new Shortcuts(localStorage)
const frame: Frame = { session, route, theme, ticker, clock }

window.addEventListener('hashchange', () => {
  moved()
  const token = takeToken()
  if (token !== undefined) void session.arrived(token)
})

function Dashboard() {
  const { session } = useContext(FrameContext) ?? frame
  const state = session.state.value
  if (state.kind === 'starting') return null
  if (state.kind === 'login') return <LoginPage reason={state.reason} busy={state.busy} />
  return <LoggedIn service={state.service} revealing={state.revealing} />
}

function LoggedIn({ service, revealing }: { readonly service: Service; readonly revealing: Service }) {
  const app = useMemo<App>(() => {
    const actions = new Actions({ service, clock })
    const store = new Store((request) => actions.ended(request))
    const follower = new Follower({
      service,
      store,
      clock,
      random: systemRandom,
      known: (caller) => session.known(caller),
      expelled: () => session.expelled(),
    })
    const playing = signal(false)
    // Who plays none says so by an error, and who cannot be asked now plays none that could be shown.
    service.virtualModems().then(
      (modems) => (playing.value = modems.length > 0),
      () => undefined,
    )
    return { ...frame, service, revealing, playing, store, actions, follower }
  }, [service])
  useEffect(() => () => app.follower[Symbol.dispose](), [app])
  useSignalEffect(() => {
    const { kind } = app.follower.state.value
    if (kind === 'live') void app.actions.askAgain()
    favicon(kind === 'live' || kind === 'opening', app.store)
  })
  // What the network brings back is tried at once.
  useEffect(() => {
    const online = (): void => app.follower.tryNow()
    window.addEventListener('online', online)
    return () => window.removeEventListener('online', online)
  }, [app])
  return (
    <AppContext.Provider value={app}>
      <Shell shortcuts={shortcuts} />
    </AppContext.Provider>
  )
}

const root = document.getElementById('root')
if (root !== null) {
  render(
    <FrameContext.Provider value={frame}>
      <Dashboard />
    </FrameContext.Provider>,
    root,
  )
}
void session.start(given)
