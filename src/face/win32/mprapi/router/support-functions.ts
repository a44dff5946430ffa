/** Texts and buffers. */
import { FormatMessage } from '../../format-message.ts'
import { ERROR_INVALID_PARAMETER, ERROR_MR_MID_NOT_FOUND, NO_ERROR } from '../../win32-error.ts'
import type { MprSupportFunctions } from '../function/support.ts'
import { ErrorNumber } from './error-number.ts'
import { fill } from './paging.ts'
import type { SessionTable } from './session-table.ts'

export type OfferedSupportFunctions = Pick<
  MprSupportFunctions,
  'MprAdminGetErrorString' | 'MprAdminBufferFree'
>

export function supportFunctions(sessions: SessionTable): OfferedSupportFunctions {
  return {
    MprAdminGetErrorString: (error, text) =>
      sessions.answer(async () => {
        const words = FormatMessage(error)
        if (words.startsWith('Error 0x')) throw new ErrorNumber(ERROR_MR_MID_NOT_FOUND)
        fill(text, words)
      }),
    // Memory goes by itself.
    MprAdminBufferFree: async (buffer) =>
      buffer === null || buffer === undefined ? ERROR_INVALID_PARAMETER : NO_ERROR,
  }
}
