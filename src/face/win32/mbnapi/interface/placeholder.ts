/** IDummyMBNUCMExt, which stands in the header without methods, and which no object has. */
import type { IUnknown } from '../../com/unknown.ts'

/** @see IDummyMBNUCMExt (mbnapi.h) */
export type IDummyMBNUCMExt = IUnknown
