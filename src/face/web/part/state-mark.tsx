/** A state as a mark, or as a mark with its word. Colour and form of the mark say the same. */
import type { ComponentChildren } from 'preact'
import type { StateTone } from '../text/state-tone.ts'

export function Dot({ tone }: { readonly tone: StateTone }) {
  return <span class={`dot ${tone}`} aria-hidden="true" />
}

export function Badge({
  tone,
  children,
}: {
  readonly tone: StateTone
  readonly children: ComponentChildren
}) {
  return (
    <span class={`badge ${tone}`}>
      <Dot tone={tone} />
      <span>{children}</span>
    </span>
  )
}
