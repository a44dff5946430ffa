/** What stands where nothing is: why, and what one could do. */
import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export function Empty({ icon, children }: { readonly icon: IconName; readonly children: ComponentChildren }) {
  return (
    <div class="card empty">
      <Icon name={icon} size={34} />
      {children}
    </div>
  )
}
