/** A part of a page with its heading: framed, or not. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

export interface CardProps {
  readonly title: ComponentChildren
  /** At the other end of the heading's line. */
  readonly aside?: ComponentChildren
  readonly children: ComponentChildren
}

export function Card({ title, aside, children }: CardProps) {
  const id = useId()
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      <div class="card-body">{children}</div>
    </section>
  )
}

export function Section({ title, aside, children, amount }: CardProps & { readonly amount?: number }) {
  const id = useId()
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>
          {title}
          {amount === undefined ? null : <span class="amount">{amount}</span>}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
