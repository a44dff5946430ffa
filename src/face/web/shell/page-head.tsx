/**
 * The head of a page: its heading, which gets the focus when one comes to the page, and the title of the window, which
 * says the state that matters there.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../part/icon.tsx'
import { outside } from '../part/outside-text.tsx'
import { hrefOf, type Path } from '../state/route.ts'
import { arrived } from './arrival.ts'

export interface PageHeadProps {
  readonly heading: ComponentChildren
  /** Of the window: `modem0 connected`. */
  readonly title: string
  readonly lead?: ComponentChildren
  /** The page above this one. */
  readonly up?: { readonly text: string; readonly path: Path }
  /** At the other end: what can be done here. */
  readonly children?: ComponentChildren
}

export function PageHead({ heading, title, lead, up, children }: PageHeadProps) {
  const element = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${outside(title)} · Dialtone`
  }, [title])
  useEffect(() => {
    if (arrived()) element.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header class="page-head">
      <div>
        {up === undefined ? null : (
          <a class="crumb" href={hrefOf(...up.path)}>
            <Icon name="back" size={14} />
            {up.text}
          </a>
        )}
        <h1 ref={element} tabIndex={-1}>
          {heading}
        </h1>
        {lead === undefined ? null : <p class="lead">{lead}</p>}
      </div>
      {children === undefined ? null : <div class="buttons">{children}</div>}
    </header>
  )
}
