/** The functions on information headers. They work on bytes alone and need no router. */
import { given, type Pointer } from '../../com/holder.ts'
import { ERROR_INVALID_PARAMETER, ERROR_NOT_FOUND, NO_ERROR } from '../../win32-error.ts'
import type { MprInfoFunctions } from '../function/info.ts'
import { readInfoHeader, RTR_INFO_BLOCK_VERSION, writeInfoHeader, type InfoBlock } from './info-header.ts'

export const infoFunctions: MprInfoFunctions = {
  MprInfoCreate: async (dwVersion, lplpNewHeader) =>
    dwVersion === RTR_INFO_BLOCK_VERSION ? fill(lplpNewHeader, []) : ERROR_INVALID_PARAMETER,

  // Memory goes by itself; what is no header is refused all the same.
  MprInfoDelete: async (lpHeader) =>
    readInfoHeader(lpHeader) === undefined ? ERROR_INVALID_PARAMETER : NO_ERROR,

  MprInfoRemoveAll: async (lpHeader, lplpNewHeader) => fill(lplpNewHeader, readInfoHeader(lpHeader) && []),

  MprInfoDuplicate: async (lpHeader, lplpNewHeader) => fill(lplpNewHeader, readInfoHeader(lpHeader)),

  MprInfoBlockAdd: async (lpHeader, dwInfoType, dwItemSize, dwItemCount, lpItemData, lplpNewHeader) => {
    const blocks = readInfoHeader(lpHeader)
    const block = blockOf(dwInfoType, dwItemSize, dwItemCount, lpItemData)
    return fill(lplpNewHeader, blocks && block && [...blocks, block])
  },

  MprInfoBlockRemove: async (lpHeader, dwInfoType, lplpNewHeader) => {
    const blocks = readInfoHeader(lpHeader)
    if (blocks === undefined || !given(lplpNewHeader)) return ERROR_INVALID_PARAMETER
    const rest = blocks.filter(({ infoType }) => infoType !== dwInfoType)
    return rest.length === blocks.length ? ERROR_NOT_FOUND : fill(lplpNewHeader, rest)
  },

  MprInfoBlockSet: async (lpHeader, dwInfoType, dwItemSize, dwItemCount, lpItemData, lplpNewHeader) => {
    const blocks = readInfoHeader(lpHeader)
    const block = blockOf(dwInfoType, dwItemSize, dwItemCount, lpItemData)
    if (blocks === undefined || block === undefined) return ERROR_INVALID_PARAMETER
    const at = blocks.findIndex(({ infoType }) => infoType === dwInfoType)
    return fill(lplpNewHeader, at < 0 ? [...blocks, block] : blocks.with(at, block))
  },

  MprInfoBlockFind: async (lpHeader, dwInfoType, lpdwItemSize, lpdwItemCount, lplpItemData) => {
    const blocks = readInfoHeader(lpHeader)
    if (blocks === undefined) return ERROR_INVALID_PARAMETER
    const block = blocks.find(({ infoType }) => infoType === dwInfoType)
    if (block === undefined) return ERROR_NOT_FOUND
    if (given(lpdwItemSize)) lpdwItemSize.value = block.itemSize
    if (given(lpdwItemCount)) lpdwItemCount.value = block.itemCount
    if (given(lplpItemData)) lplpItemData.value = block.data
    return NO_ERROR
  },

  MprInfoBlockQuerySize: async (lpHeader) => {
    const blocks = readInfoHeader(lpHeader)
    return blocks === undefined ? 0 : writeInfoHeader(blocks).length
  },
}

function blockOf(
  infoType: number,
  itemSize: number,
  itemCount: number,
  data: Uint8Array | null,
): InfoBlock | undefined {
  const length = itemSize * itemCount
  if (!(length >= 0) || (length > 0 && !(data instanceof Uint8Array && data.length >= length))) {
    return undefined
  }
  return { infoType, itemSize, itemCount, data: data?.slice(0, length) ?? new Uint8Array() }
}

function fill(pointer: Pointer<Uint8Array>, blocks: readonly InfoBlock[] | undefined): number {
  if (!given(pointer) || blocks === undefined) return ERROR_INVALID_PARAMETER
  pointer.value = writeInfoHeader(blocks)
  return NO_ERROR
}
