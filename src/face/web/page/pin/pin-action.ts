/** What can be done with a PIN, as actions. Codes go from the form to the service and are kept nowhere. */
import type { Modem, PinKind } from '../../../../core/index.ts'
import type { Service } from '../../../../api/index.ts'
import type { ActionInput } from '../../state/actions.ts'

/** What a form asks for: the operation, its words, and which codes it takes. */
export interface PinTask {
  readonly operation: 'enterPin' | 'unblockPin' | 'enablePin' | 'disablePin' | 'changePin'
  /** As a button. */
  readonly button: string
  readonly code: string
  /** The label of the new code, where there is one. */
  readonly newCode?: string
}

export const ENTER: PinTask = { operation: 'enterPin', button: 'Unlock', code: 'PIN' }
export const UNBLOCK: PinTask = {
  operation: 'unblockPin',
  button: 'Unblock',
  code: 'PUK',
  newCode: 'New PIN',
}
export const ENABLE: PinTask = { operation: 'enablePin', button: 'Ask for it', code: 'PIN' }
export const DISABLE: PinTask = { operation: 'disablePin', button: 'Do not ask for it', code: 'PIN' }
export const CHANGE: PinTask = {
  operation: 'changePin',
  button: 'Change',
  code: 'Present PIN',
  newCode: 'New PIN',
}

const WORDS = {
  enterPin: { doing: 'Unlocking', done: 'is unlocked', failed: 'could not be unlocked' },
  unblockPin: { doing: 'Unblocking', done: 'is unblocked', failed: 'could not be unblocked' },
  enablePin: { doing: 'Having the PIN asked for by', done: 'asks for its PIN', failed: 'was not changed' },
  disablePin: { doing: 'Switching the PIN off for', done: 'asks for no PIN', failed: 'was not changed' },
  changePin: { doing: 'Changing the PIN of', done: 'has a new PIN', failed: 'kept its PIN' },
} as const satisfies Record<PinTask['operation'], object>

export interface Codes {
  readonly code: string
  readonly newCode: string
}

/** Apart from the modem's other business: what became of it is said in the form. */
export const pinSubject = (modem: string): string => `pin:${modem}`

export function pinAction(
  { id, name }: Modem,
  { operation }: PinTask,
  pin: PinKind,
  { code, newCode }: Codes,
): ActionInput {
  const { doing, done, failed } = WORDS[operation]
  const sim = `the SIM of ${name}`
  const begun = `The SIM of ${name}`
  return {
    subject: pinSubject(id),
    kind: 'pin',
    words: { doing: `${doing} ${sim}`, done: `${begun} ${done}`, failed: `${begun} ${failed}` },
    call: (service: Service) => {
      const what = { modem: id, pin }
      switch (operation) {
        case 'unblockPin':
          return service.unblockPin({ ...what, puk: code, newCode })
        case 'changePin':
          return service.changePin({ ...what, code, newCode })
        default:
          return service[operation]({ ...what, code })
      }
    },
  }
}
