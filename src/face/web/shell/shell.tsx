/** The frame around every page: menu, banner, the page itself, and what was asked of the service. */
import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { PAGES, pageAt, type PageEntry, type PageProps } from '../page/pages.ts'
import { Button } from '../part/button.tsx'
import { Empty } from '../part/empty.tsx'
import { Toasts } from '../part/toasts.tsx'
import { useApp } from '../state/app.ts'
import { hrefOf } from '../state/route.ts'
import { moved } from './arrival.ts'
import { LinkBanner } from './link-banner.tsx'
import { LinkMark } from './link-mark.tsx'
import { Brand, Menu } from './menu.tsx'
import { PageHead } from './page-head.tsx'
import { ShortcutDialog } from './shortcut-dialog.tsx'
import type { Shortcuts } from './shortcuts.ts'
import { TokenBanner } from './token-banner.tsx'

export function Shell({ shortcuts }: { readonly shortcuts: Shortcuts }) {
  const app = useApp()
  const { route, store, clock } = app
  const [help, setHelp] = useState(false)
  const [drawer, setDrawer] = useState(false)
  const path = route.path.value.join('/')
  const before = useRef(path)
  useEffect(() => shortcuts.listen({ route, clock, help: () => setHelp(true) }), [])
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    window.scrollTo(0, 0)
  }, [path])
  useEffect(preload, [])
  return (
    <>
      <button
        type="button"
        class="skip"
        onClick={() => {
          moved()
          document.getElementById('main')?.focus()
        }}
      >
        Skip to the content
      </button>
      <div class="shell">
        <header class="top">
          <Brand />
          <div class="buttons">
            <LinkMark />
            <Button look="quiet" icon="menu" label="Menu" onPress={() => setDrawer(true)} />
          </div>
        </header>
        <header class="side-column">
          <Menu onHelp={() => setHelp(true)} />
        </header>
        <main id="main" class="main" tabIndex={-1}>
          <TokenBanner />
          <LinkBanner />
          <div class="page" key={path}>
            {store.service.value === undefined ? <Skeleton /> : <CurrentPage />}
          </div>
        </main>
      </div>
      {drawer ? <Drawer onClose={() => setDrawer(false)} onHelp={() => setHelp(true)} /> : null}
      {help ? <ShortcutDialog shortcuts={shortcuts} onClose={() => setHelp(false)} /> : null}
      <Toasts />
    </>
  )
}

/** What was loaded once is drawn at once. */
const loaded = new Map<PageEntry, ComponentType<PageProps>>()

function CurrentPage() {
  const { route } = useApp()
  const [, draw] = useState(0)
  const found = pageAt(route.path.value)
  const entry = found?.entry
  const Page =
    entry === undefined ? undefined : (loaded.get(entry) ?? start(entry, () => draw((times) => times + 1)))
  if (found === undefined) return <NoPage />
  return Page === undefined ? <Skeleton /> : <Page params={found.params} />
}

/** The page, where its code is here already. */
function start(entry: PageEntry, done: () => void): ComponentType<PageProps> | undefined {
  const loading = entry.load()
  if (!(loading instanceof Promise)) {
    loaded.set(entry, loading)
    return loading
  }
  loading.then(
    (Page) => {
      loaded.set(entry, Page)
      done()
    },
    // A new version of the service has other files: the page is loaded anew.
    () => location.reload(),
  )
  return undefined
}

function NoPage() {
  return (
    <>
      <PageHead heading="There is no such page" title="No such page" />
      <Empty icon="search">
        <p>The address may have been mistyped.</p>
        <a href={hrefOf()}>To the overview</a>
      </Empty>
    </>
  )
}

function Skeleton() {
  return (
    <div role="status" aria-label="Loading" class="skeletons">
      <div class="skeleton head" />
      <div class="skeleton body" />
    </div>
  )
}

function Drawer({ onClose, onHelp }: { readonly onClose: () => void; readonly onHelp: () => void }) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => element.current?.showModal(), [])
  return (
    <dialog
      ref={element}
      class="drawer"
      aria-label="Menu"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
    >
      <Menu
        onGo={() => element.current?.close()}
        onHelp={() => {
          element.current?.close()
          onHelp()
        }}
      />
    </dialog>
  )
}

/** What is there when the connection is lost can be gone to then. */
function preload(): void {
  const all = (): void => {
    for (const { load } of PAGES) void Promise.resolve(load()).catch(() => undefined)
  }
  // Safari has it since 2026 only.
  if ('requestIdleCallback' in window) window.requestIdleCallback(all)
  else all()
}
