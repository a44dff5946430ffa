/** The shortcuts there are, and the switch for them. */
import { PAGES } from '../page/pages.ts'
import { Dialog } from '../part/dialog.tsx'
import { Facts } from '../part/facts.tsx'
import { Switch } from '../part/switch.tsx'
import { useApp } from '../state/app.ts'
import type { Shortcuts } from './shortcuts.ts'

export function ShortcutDialog(props: { readonly shortcuts: Shortcuts; readonly onClose: () => void }) {
  const app = useApp()
  const { shortcuts, onClose } = props
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <Facts
        rows={[
          ...PAGES.flatMap(({ menu, isThere }) =>
            menu === undefined || isThere?.(app) === false
              ? []
              : [
                  [
                    menu.text,
                    <>
                      <kbd>g</kbd> then <kbd>{menu.key}</kbd>
                    </>,
                  ] as const,
                ],
          ),
          ['Narrow a list', <kbd>/</kbd>],
          ['This list', <kbd>?</kbd>],
          ['Leave a dialog', <kbd>Esc</kbd>],
        ]}
      />
      <Switch
        label="Use shortcuts of single keys"
        on={shortcuts.on.value}
        onSwitch={(on) => shortcuts.switch(on)}
      />
    </Dialog>
  )
}
