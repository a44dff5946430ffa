/** The menu, with what it stands beside: the name, how this page stands with the service, who it is, light or dark. */
import { useApp } from '../state/app.ts'
import { hrefOf } from '../state/route.ts'
import { PAGES, pageAt } from '../page/pages.ts'
import { Button } from '../part/button.tsx'
import { Icon } from '../part/icon.tsx'
import { Logo } from '../part/logo.tsx'
import { outside } from '../part/outside-text.tsx'
import { LinkMark } from './link-mark.tsx'
import { ThemeChoices } from './theme-choices.tsx'

export function Menu({ onHelp, onGo }: { readonly onHelp: () => void; readonly onGo?: () => void }) {
  const app = useApp()
  const { route, session, store } = app
  const here = pageAt(route.path.value)?.entry
  const marked = (here?.under ?? here?.path)?.join('/')
  const caller = session.caller.value
  const service = store.service.value
  return (
    <div class="side">
      <Brand />
      <nav class="nav" aria-label="Pages">
        {PAGES.map(({ path, menu, isThere }) =>
          menu === undefined || isThere?.(app) === false ? null : (
            <a
              key={menu.text}
              href={hrefOf(...path)}
              aria-current={path.join('/') === marked ? 'page' : undefined}
              onClick={onGo}
            >
              <Icon name={menu.icon} />
              {menu.text}
            </a>
          ),
        )}
      </nav>
      <div class="side-foot">
        <LinkMark />
        {service === undefined ? null : <span>Version {outside(service.version)}</span>}
        {caller === undefined ? null : (
          <div class="row">
            <span>
              As <bdi>{outside(caller.name)}</bdi>
            </span>
            <Button look="quiet" size="small" icon="leave" label="Log out" onPress={() => session.logout()} />
          </div>
        )}
        <div class="row">
          <ThemeChoices />
          <Button look="quiet" size="small" icon="keyboard" label="Keyboard shortcuts" onPress={onHelp} />
        </div>
      </div>
    </div>
  )
}

export function Brand() {
  return (
    <a class="brand" href={hrefOf()}>
      <Logo />
      Dialtone
    </a>
  )
}
