/** Information headers: the blocks that transports are configured with. Errors by number; other numbers of this API are possible too. */
import type { DWORD } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'

export interface MprInfoFunctions {
  /**
   * New empty information header.
   *
   * @returns `NO_ERROR`: success.
   * @see MprInfoCreate (mprapi.h)
   */
  MprInfoCreate(dwVersion: DWORD, lplpNewHeader: Pointer<Uint8Array>): Promise<DWORD>

  /**
   * Frees a header.
   *
   * @returns `NO_ERROR`: success.
   * @see MprInfoDelete (mprapi.h)
   */
  MprInfoDelete(lpHeader: Uint8Array | null): Promise<DWORD>

  /**
   * Removes all blocks.
   *
   * @returns `NO_ERROR`: success.
   * @see MprInfoRemoveAll (mprapi.h)
   */
  MprInfoRemoveAll(lpHeader: Uint8Array | null, lplpNewHeader: Pointer<Uint8Array>): Promise<DWORD>

  /**
   * Copies a header.
   *
   * @returns `NO_ERROR`: success.
   * @see MprInfoDuplicate (mprapi.h)
   */
  MprInfoDuplicate(lpHeader: Uint8Array | null, lplpNewHeader: Pointer<Uint8Array>): Promise<DWORD>

  /**
   * Adds a block (new header is returned).
   *
   * @returns `NO_ERROR`: success.
   * @see MprInfoBlockAdd (mprapi.h)
   */
  MprInfoBlockAdd(
    lpHeader: Uint8Array | null,
    dwInfoType: DWORD,
    dwItemSize: DWORD,
    dwItemCount: DWORD,
    lpItemData: Uint8Array | null,
    lplpNewHeader: Pointer<Uint8Array>,
  ): Promise<DWORD>

  /**
   * Removes a block.
   *
   * @returns `NO_ERROR`: success.
   * @see MprInfoBlockRemove (mprapi.h)
   */
  MprInfoBlockRemove(
    lpHeader: Uint8Array | null,
    dwInfoType: DWORD,
    lplpNewHeader: Pointer<Uint8Array>,
  ): Promise<DWORD>

  /**
   * Replaces a block, or adds it when absent.
   *
   * @returns `NO_ERROR`: success.
   * @see MprInfoBlockSet (mprapi.h)
   */
  MprInfoBlockSet(
    lpHeader: Uint8Array | null,
    dwInfoType: DWORD,
    dwItemSize: DWORD,
    dwItemCount: DWORD,
    lpItemData: Uint8Array | null,
    lplpNewHeader: Pointer<Uint8Array>,
  ): Promise<DWORD>

  /**
   * Finds a block; with NULL outputs an existence test.
   *
   * @returns `NO_ERROR`: success.
   * @see MprInfoBlockFind (mprapi.h)
   */
  MprInfoBlockFind(
    lpHeader: Uint8Array | null,
    dwInfoType: DWORD,
    lpdwItemSize: Pointer<DWORD>,
    lpdwItemCount: Pointer<DWORD>,
    lplpItemData: Pointer<Uint8Array>,
  ): Promise<DWORD>

  /**
   * Size in bytes of a header (returned as the value).
   * @see MprInfoBlockQuerySize (mprapi.h)
   */
  MprInfoBlockQuerySize(lpHeader: Uint8Array | null): Promise<DWORD>
}
