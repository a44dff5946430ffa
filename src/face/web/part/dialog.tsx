/**
 * A dialog over the page: the browser keeps focus inside it, closes it with Escape and gives focus back. It is there while
 * it is drawn; who draws it stops to when `onClose` is called.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Button, type ButtonProps } from './button.tsx'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly wide?: boolean
  readonly children?: ComponentChildren
  /** Buttons; one that closes it without doing anything is always there. */
  readonly foot?: ComponentChildren
  /** The words of that one: `Close` unless told. */
  readonly leave?: string
}

export function Dialog({ title, onClose, wide = false, children, foot, leave = 'Close' }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const before = document.activeElement
    element.current?.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      class={`dialog${wide ? ' wide' : ''}`}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        // Beside it: what is pressed there is the dialog itself.
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
    >
      <div class="dialog-body">
        <h2 id={heading}>{title}</h2>
        {children}
        <div class="dialog-foot">
          <Button onPress={() => element.current?.close()}>{leave}</Button>
          {foot}
        </div>
      </div>
    </dialog>
  )
}

/** Asks before something is done that cannot simply be undone. */
export function Confirm(
  props: Omit<DialogProps, 'foot' | 'leave'> & {
    readonly confirm: string
    readonly look?: ButtonProps['look']
    readonly onConfirm: () => void
  },
) {
  const { confirm, look = 'danger', onConfirm, onClose, ...rest } = props
  return (
    <Dialog
      {...rest}
      onClose={onClose}
      leave="Cancel"
      foot={
        <Button
          look={look}
          onPress={() => {
            onClose()
            onConfirm()
          }}
        >
          {confirm}
        </Button>
      }
    />
  )
}
