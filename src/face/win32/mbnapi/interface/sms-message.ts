/** A short message that was read. */
import type { BSTR, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_MSG_STATUS, MBN_SMS_CDMA_ENCODING, MBN_SMS_CDMA_LANG } from '../enumeration/sms.ts'

/**
 * A message in PDU (or CDMA binary) form. From QueryInterface on each element given to OnSmsReadComplete or
 * OnSmsNewClass0Message: always for GSM; for CDMA when smsFormat is PDU.
 *
 * @see IMbnSmsReadMsgPdu (mbnapi.h)
 */
export interface IMbnSmsReadMsgPdu extends IUnknown {
  /**
   * Property. Its place in the message store. MBN_MESSAGE_INDEX_NONE (0) when not stored in the device.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgPdu::get_Index (mbnapi.h)
   */
  get_Index(Index: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Property. Whether it is new, read, sent or a draft.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgPdu::get_Status (mbnapi.h)
   */
  get_Status(Status: Pointer<MBN_MSG_STATUS>): Promise<HRESULT>

  /**
   * Property. Hexadecimal PDU; GSM.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgPdu::get_PduData (mbnapi.h)
   */
  get_PduData(PduData: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Property. Binary WMT message; CDMA.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgPdu::get_Message (mbnapi.h)
   */
  get_Message(Message: Pointer<Uint8Array>): Promise<HRESULT>
}

/**
 * A CDMA text message. From QueryInterface on each element given to OnSmsReadComplete or
 * OnSmsNewClass0Message when the device is CDMA and smsFormat is TEXT.
 *
 * @see IMbnSmsReadMsgTextCdma (mbnapi.h)
 */
export interface IMbnSmsReadMsgTextCdma extends IUnknown {
  /**
   * Property. Its place in the message store.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgTextCdma::get_Index (mbnapi.h)
   */
  get_Index(Index: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Property. Whether it is new, read, sent or a draft.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgTextCdma::get_Status (mbnapi.h)
   */
  get_Status(Status: Pointer<MBN_MSG_STATUS>): Promise<HRESULT>

  /**
   * Property. The number of the other end.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgTextCdma::get_Address (mbnapi.h)
   */
  get_Address(Address: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Property. Text form YY/MM/DD,HH:mm:SS followed by a signed two-digit offset ZZ in hours, -12 to +13.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgTextCdma::get_Timestamp (mbnapi.h)
   */
  get_Timestamp(Timestamp: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Property. How the message is encoded.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgTextCdma::get_EncodingID (mbnapi.h)
   */
  get_EncodingID(EncodingID: Pointer<MBN_SMS_CDMA_ENCODING>): Promise<HRESULT>

  /**
   * Property. Its language.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgTextCdma::get_LanguageID (mbnapi.h)
   */
  get_LanguageID(LanguageID: Pointer<MBN_SMS_CDMA_LANG>): Promise<HRESULT>

  /**
   * Property. Its length.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgTextCdma::get_SizeInCharacters (mbnapi.h)
   */
  get_SizeInCharacters(SizeInCharacters: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Property. The encoded message.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsReadMsgTextCdma::get_Message (mbnapi.h)
   */
  get_Message(Message: Pointer<Uint8Array>): Promise<HRESULT>
}
