/** Short messages, as stories on the virtual modem: through manager, driver and real bytes. */
import { describe, expect, test } from 'vitest'
import { fromHex, Seconds } from '../../src/base/index.ts'
import {
  CLSID_MbnInterfaceManager,
  createWin32,
  E_INVALIDARG,
  E_MBN_NOT_REGISTERED,
  E_MBN_SIM_NOT_INSERTED,
  E_MBN_SMS_INVALID_MEMORY_INDEX,
  E_MBN_SMS_NETWORK_TIMEOUT,
  E_NOINTERFACE,
  ERROR_NOT_SUPPORTED,
  HRESULT_FROM_WIN32,
  IID_IMbnInterfaceManager,
  IID_IMbnSms,
  IID_IMbnSmsReadMsgPdu,
  IID_IMbnSmsReadMsgTextCdma,
  MBN_MSG_STATUS_NEW,
  MBN_MSG_STATUS_OLD,
  MBN_SMS_CDMA_ENCODING_7BIT_ASCII,
  MBN_SMS_CDMA_LANG_ENGLISH,
  MBN_SMS_FLAG_ALL,
  MBN_SMS_FLAG_INDEX,
  MBN_SMS_FLAG_MESSAGE_STORE_FULL,
  MBN_SMS_FLAG_NEW,
  MBN_SMS_FLAG_NEW_MESSAGE,
  MBN_SMS_FLAG_NONE,
  MBN_SMS_FORMAT_PDU,
  MBN_SMS_FORMAT_TEXT,
  out,
  S_OK,
  type HRESULT,
  type IMbnInterface,
  type IMbnInterfaceManager,
  type IMbnSms,
  type IMbnSmsConfiguration,
  type IMbnSmsReadMsgPdu,
  type IMbnSmsReadMsgTextCdma,
  type IUnknown,
  type MBN_MSG_STATUS,
  type MBN_SMS_FILTER,
  type MBN_SMS_FORMAT,
  type MBN_SMS_STATUS_INFO,
  type Pointer,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { SmsSend } from '../../src/mbim/index.ts'
import { decodePdu, splitText, textOf } from '../../src/sms/index.ts'
import { ServiceTable, standardParts } from '../../src/virtual/index.ts'
import { Story, type StoryOptions } from '../support/story.ts'
import { advised, created, got, type Recorder } from './program.ts'
import { program } from './row.ts'
import { CDMA_BINARY, readOf } from './sms-object.ts'
import { PDU } from './sms-rows.ts'

const LONG = 'All work and no play makes Jack a dull boy. '.repeat(9).trim()
const NEW = { flag: MBN_SMS_FLAG_NEW, messageIndex: 0 }
const ALL = { flag: MBN_SMS_FLAG_ALL, messageIndex: 0 }
const at = (messageIndex: number): MBN_SMS_FILTER => ({ flag: MBN_SMS_FLAG_INDEX, messageIndex })

/** A modem, and a program that listens to it. */
class Inbox implements AsyncDisposable {
  readonly story: Story
  readonly sms: () => Promise<IMbnSms>
  readonly sink: Recorder
  readonly #facade: AsyncDisposable

  private constructor(story: Story, facade: AsyncDisposable, sms: () => Promise<IMbnSms>, sink: Recorder) {
    this.story = story
    this.#facade = facade
    this.sms = sms
    this.sink = sink
  }

  static async open(options: StoryOptions = {}): Promise<Inbox> {
    const story = await Story.begin(options)
    const facade = createWin32(story.service, { clock: story.clock })
    const manager = await created(facade, CLSID_MbnInterfaceManager, IID_IMbnInterfaceManager)
    return new Inbox(story, facade, () => smsOf(manager), await advised(manager, 'IMbnSmsEvents'))
  }

  get number(): string {
    return this.story.virtual.inside.sim.card?.telephoneNumbers[0] ?? ''
  }

  /** Somebody outside writes. */
  async deliver(text: string, messageClass?: 0): Promise<void> {
    const { clock, virtual } = this.story
    const shape = messageClass === undefined ? {} : { messageClass }
    for (const part of splitText(text, { reference: 7, ...shape })) {
      virtual.carrier.messages.send(this.number, '+15550123', part, clock.now())
    }
    await this.story.pass(Seconds(1))
  }

  /** Asks, and gives the completions that bear the number of the request, once the last has come. */
  async completed(
    method: string,
    ask: (sms: IMbnSms, requestID: Pointer<number>) => Promise<HRESULT>,
  ): Promise<readonly (readonly unknown[])[]> {
    const sms = await this.sms()
    const id = await got<number>((requestID) => ask(sms, requestID))
    for (let step = 0; step < 500; step++) {
      await this.story.pass(Seconds(1))
      const heard = this.sink.heard.filter((call) => call.method === method && call.arguments.includes(id))
      if (heard.length > 0) return heard.map((call) => call.arguments)
    }
    throw new Error('it is not completed')
  }

  /** How a request to send, to delete or to set up completes. */
  async status(
    method: string,
    ask: (sms: IMbnSms, requestID: Pointer<number>) => Promise<HRESULT>,
  ): Promise<HRESULT> {
    const [completion = []] = await this.completed(method, ask)
    return completion[2] as HRESULT // the third argument of these methods
  }

  async read(filter: MBN_SMS_FILTER, format: MBN_SMS_FORMAT = MBN_SMS_FORMAT_PDU): Promise<Read> {
    const completions = await this.completed('OnSmsReadComplete', (sms, id) =>
      sms.SmsRead(filter, format, id),
    )
    return {
      chunks: completions.map(([, , messages]) => (messages as SAFEARRAY<IUnknown>).length),
      more: completions.map(([, , , moreMsgs]) => moreMsgs as boolean),
      messages: completions.flatMap(([, , messages]) => messages as SAFEARRAY<IUnknown>),
      status: completions.at(-1)?.[5] as HRESULT, // the arguments of OnSmsReadComplete
    }
  }

  async statusInfo(): Promise<MBN_SMS_STATUS_INFO> {
    const sms = await this.sms()
    return got<MBN_SMS_STATUS_INFO>((info) => sms.GetSmsStatus(info))
  }

  async configuration(): Promise<IMbnSmsConfiguration> {
    const sms = await this.sms()
    return got<IMbnSmsConfiguration>((output) => sms.GetSmsConfiguration(output))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#facade[Symbol.asyncDispose]()
    await this.story[Symbol.asyncDispose]()
  }
}

interface Read {
  readonly chunks: readonly number[]
  readonly more: readonly boolean[]
  readonly messages: readonly IUnknown[]
  readonly status: HRESULT
}

async function smsOf(manager: IMbnInterfaceManager): Promise<IMbnSms> {
  const [device] = await got<SAFEARRAY<IMbnInterface>>((all) => manager.GetInterfaces(all))
  return got<IMbnSms>(async (ppv) => (await device?.QueryInterface(IID_IMbnSms, ppv)) ?? -1)
}

/** Place, status and text of a record. */
async function shown(message: IUnknown): Promise<readonly [index: number, status: number, text: unknown]> {
  const pdu = await got<IMbnSmsReadMsgPdu>((ppv) => message.QueryInterface(IID_IMbnSmsReadMsgPdu, ppv))
  const octets = fromHex(await got<string>((data) => pdu.get_PduData(data)))
  const { message: decoded } = decodePdu(octets, 'mobile-terminated')
  return [
    await got<number>((index) => pdu.get_Index(index)),
    await got<MBN_MSG_STATUS>((status) => pdu.get_Status(status)),
    decoded.type === 'deliver' ? textOf(decoded) : undefined,
  ]
}

const allShown = ({ messages }: Read): Promise<readonly (readonly unknown[])[]> =>
  Promise.all(messages.map(shown))

describe('a message that comes', () => {
  test('raises the flag with its place, is read as NEW once, and stays as OLD', async () => {
    await using inbox = await Inbox.open()
    expect(await inbox.statusInfo()).toEqual({ flag: MBN_SMS_FLAG_NONE, messageIndex: 0 })
    await inbox.deliver('See you at noon')
    expect(inbox.sink.methods).toEqual(['OnSmsStatusChange'])
    expect(await inbox.statusInfo()).toEqual({ flag: MBN_SMS_FLAG_NEW_MESSAGE, messageIndex: 1 })
    const read = await inbox.read(NEW)
    expect(read).toMatchObject({ chunks: [1], more: [false], status: S_OK })
    expect(await allShown(read)).toEqual([[1, MBN_MSG_STATUS_NEW, 'See you at noon']])
    // The reset of the flag is no event.
    expect(inbox.sink.methods).toEqual(['OnSmsStatusChange', 'OnSmsReadComplete'])
    expect(await inbox.statusInfo()).toEqual({ flag: MBN_SMS_FLAG_NONE, messageIndex: 0 })
    expect((await inbox.read(NEW)).messages).toEqual([])
    expect(await allShown(await inbox.read(at(1)))).toEqual([[1, MBN_MSG_STATUS_OLD, 'See you at noon']])
  })

  test('in parts has a record for each, and by its place one part of it is read', async () => {
    await using inbox = await Inbox.open()
    await inbox.deliver(LONG)
    const second = await allShown(await inbox.read(at(2)))
    expect(second).toEqual([[2, MBN_MSG_STATUS_NEW, expect.any(String)]])
    const all = await allShown(await inbox.read(NEW))
    expect(all.map(([index]) => index)).toEqual([1, 2, 3])
    expect(all.map(([, , text]) => text).join('')).toBe(LONG)
  })

  test('of class 0 is told at once, with no place in the store, and not read from it', async () => {
    await using inbox = await Inbox.open()
    await inbox.deliver('Storm warning', 0)
    expect(inbox.sink.methods).toEqual(['OnSmsNewClass0Message'])
    const [, format, messages] = inbox.sink.heard[0]?.arguments ?? []
    expect(format).toBe(MBN_SMS_FORMAT_PDU)
    const [message] = messages as SAFEARRAY<IUnknown> // of OnSmsNewClass0Message
    if (message === undefined) throw new Error('a message is shown')
    expect(await shown(message)).toEqual([0, MBN_MSG_STATUS_NEW, 'Storm warning'])
    expect((await inbox.read(ALL)).messages).toEqual([])
  })

  test('into a store without room is told by the flag, which falls when one is deleted', async () => {
    await using inbox = await Inbox.open({ modem: { sim: { messageCapacity: 2 } } })
    await inbox.deliver('one')
    expect((await inbox.statusInfo()).flag).toBe(MBN_SMS_FLAG_NEW_MESSAGE)
    inbox.sink.clear()
    for (const text of ['two', 'three']) await inbox.deliver(text)
    const { flag } = await inbox.statusInfo()
    expect(flag).toBe(MBN_SMS_FLAG_NEW_MESSAGE | MBN_SMS_FLAG_MESSAGE_STORE_FULL)
    expect(inbox.sink.methods).toContain('OnSmsStatusChange')
    expect((await inbox.read(ALL)).chunks).toEqual([2])
    expect(await inbox.status('OnSmsDeleteComplete', (sms, id) => sms.SmsDelete(ALL, id))).toBe(S_OK)
    expect((await inbox.statusInfo()).flag).toBe(MBN_SMS_FLAG_NEW_MESSAGE)
    expect(await allShown(await inbox.read(ALL))).toEqual([[1, MBN_MSG_STATUS_NEW, 'three']])
  })
})

test('a store of more than one completion can hold comes in several, the last of which says so', async () => {
  await using inbox = await Inbox.open({ modem: { sim: { messageCapacity: 40 } } })
  for (let count = 1; count <= 35; count++) await inbox.deliver(`message ${count}`)
  const read = await inbox.read(ALL)
  expect(read).toMatchObject({ chunks: [16, 16, 3], more: [true, true, false], status: S_OK })
  const places = (await allShown(read)).map(([index]) => index)
  expect(places).toEqual(Array.from({ length: 35 }, (_, index) => index + 1))
})

describe('a message that is sent', () => {
  const send = (inbox: Inbox, pdu = PDU): Promise<HRESULT> =>
    inbox.status('OnSmsSendComplete', (sms, id) => sms.SmsSendPdu(pdu, pdu.length / 2 - 1, id))

  test('arrives as the PDU says', async () => {
    await using inbox = await Inbox.open()
    expect(await send(inbox)).toBe(S_OK)
    expect(inbox.story.virtual.carrier.messages.sentOutside).toMatchObject([
      { to: '+15550123', text: 'hello' },
    ])
  })

  test.each<[string, (inbox: Inbox) => unknown, HRESULT]>([
    [
      'a network that never answers',
      ({ story }) => (story.virtual.carrier.messages.answer = { type: 'silent' }),
      E_MBN_SMS_NETWORK_TIMEOUT,
    ],
    ['no registration', ({ story }) => story.virtual.roam('nowhere'), E_MBN_NOT_REGISTERED],
    ['no SIM', ({ story }) => void story.virtual.removeSim(), E_MBN_SIM_NOT_INSERTED],
  ])('completes with its status for %s', async (_why, prepare, status) => {
    await using inbox = await Inbox.open()
    prepare(inbox)
    await inbox.story.pass(Seconds(2))
    expect(await send(inbox)).toBe(status)
  })

  test.each<[string, string, number]>([
    ['no hexadecimal', 'xy', 1],
    ['nothing', '', 0],
    ['another size than it has', PDU, 3],
    ['a service centre that is longer than all of it', 'FF01', 1],
    ['a message that is none', '00FFFF', 2],
    ['more than any PDU', '00'.repeat(100_000), 99_999],
  ])('is no PDU when it is %s', async (_what, pdu, size) => {
    await using inbox = await Inbox.open()
    expect(await (await inbox.sms()).SmsSendPdu(pdu, size, out())).toBe(E_INVALIDARG)
  })
})

test('reading or deleting where nothing is completes with that', async () => {
  await using inbox = await Inbox.open()
  expect(await inbox.read(at(9))).toMatchObject({
    messages: [],
    more: [false],
    status: E_MBN_SMS_INVALID_MEMORY_INDEX,
  })
  expect(await inbox.status('OnSmsDeleteComplete', (sms, id) => sms.SmsDelete(at(9), id))).toBe(
    E_MBN_SMS_INVALID_MEMORY_INDEX,
  )
})

test.each<[string, unknown]>([
  ['none', null],
  ['a flag that there is not', { flag: 6, messageIndex: 0 }],
  ['place 0', at(0)],
  ['a half place', at(0.5)],
])('%s is no filter', async (_what, filter) => {
  await using inbox = await Inbox.open()
  const sms = await inbox.sms()
  expect(await sms.SmsRead(filter as MBN_SMS_FILTER, MBN_SMS_FORMAT_PDU, out())).toBe(E_INVALIDARG)
  expect(await sms.SmsDelete(filter as MBN_SMS_FILTER, out())).toBe(E_INVALIDARG)
})

describe('the configuration', () => {
  test('is changed in the object, then set, told and completed; setting it back by the same IMbnSms works', async () => {
    await using inbox = await Inbox.open()
    const sms = await inbox.sms()
    const configuration = await inbox.configuration()
    const centre = (one: IMbnSmsConfiguration): Promise<string> =>
      got<string>((output) => one.get_ServiceCenterAddress(output))
    const before = await centre(configuration)
    const set = async (number: string): Promise<HRESULT> => {
      expect(await configuration.put_ServiceCenterAddress(number)).toBe(S_OK)
      return inbox.status('OnSetSmsConfigurationComplete', (_, id) =>
        sms.SetSmsConfiguration(configuration, id),
      )
    }
    expect(await set('+4917000000')).toBe(S_OK)
    expect(inbox.sink.methods).toEqual(['OnSmsConfigurationChange', 'OnSetSmsConfigurationComplete'])
    expect(await centre(await inbox.configuration())).toBe('+4917000000')
    expect(await set(before)).toBe(S_OK)
    expect(await centre(await inbox.configuration())).toBe(before)
    expect(inbox.story.virtual.inside.sim.card?.serviceCentre).toBe(before)
  })

  test('of a GSM device has no form of CDMA', async () => {
    await using inbox = await Inbox.open()
    const configuration = await inbox.configuration()
    expect(await configuration.put_SmsFormat(MBN_SMS_FORMAT_TEXT)).toBe(S_OK)
    expect(
      await inbox.status('OnSetSmsConfigurationComplete', (sms, id) =>
        sms.SetSmsConfiguration(configuration, id),
      ),
    ).toBe(HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED))
  })

  test('is none without a number, a form or an object', async () => {
    await using inbox = await Inbox.open()
    const sms = await inbox.sms()
    const configuration = await inbox.configuration()
    await configuration.put_ServiceCenterAddress('home')
    expect(await sms.SetSmsConfiguration(configuration, out())).toBe(E_INVALIDARG)
    await configuration.put_ServiceCenterAddress('+4917000000')
    await configuration.put_SmsFormat(3 as MBN_SMS_FORMAT)
    expect(await sms.SetSmsConfiguration(configuration, out())).toBe(E_INVALIDARG)
    expect(await sms.SetSmsConfiguration(null as never, out())).toBe(E_INVALIDARG)
  })
})

test('a device without SMS takes on what it is asked for, and completes it with that', async () => {
  const parts = standardParts({ version: 3, multicarrier: false })
  const services = new ServiceTable(
    parts.filter(({ cid }) => cid.service !== SmsSend.service),
    3,
  )
  await using inbox = await Inbox.open({ modem: { version: 3, services } })
  const unsupported = HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)
  expect((await inbox.read(NEW)).status).toBe(unsupported)
  expect(await inbox.status('OnSmsDeleteComplete', (sms, id) => sms.SmsDelete(ALL, id))).toBe(unsupported)
})

describe('a CDMA device', () => {
  const open = (): Promise<Inbox> => Inbox.open({ modem: { equipment: { cellular: 'cdma' } } })
  const HELLO = fromHex('919766cde0') // "Hello" in seven bits each

  test('that is set up for the binary form has bytes, and no PDU of GSM', async () => {
    const content = { format: 'pdu', octets: '0000021002' } as const
    const message = await readOf(await program(), CDMA_BINARY, content, MBN_SMS_FORMAT_PDU)
    const binary = await got<IMbnSmsReadMsgPdu>((ppv) => message.QueryInterface(IID_IMbnSmsReadMsgPdu, ppv))
    expect(await got<Uint8Array>((output) => binary.get_Message(output))).toEqual(fromHex('0000021002'))
    expect(await got<string>((output) => binary.get_PduData(output))).toBe('')
    expect(await message.QueryInterface(IID_IMbnSmsReadMsgTextCdma, out())).toBe(E_NOINTERFACE)
  })

  test('sends a text in its own form, and reads it in that alone', async () => {
    await using inbox = await open()
    const { number } = inbox
    const send =
      (message: Uint8Array, to = number) =>
      (sms: IMbnSms, id: Pointer<number>) =>
        sms.SmsSendCdma(to, MBN_SMS_CDMA_ENCODING_7BIT_ASCII, MBN_SMS_CDMA_LANG_ENGLISH, 5, message, id)
    expect(await inbox.status('OnSmsSendComplete', send(HELLO))).toBe(S_OK)
    const { messages } = await inbox.read(NEW, MBN_SMS_FORMAT_TEXT)
    const [message] = messages
    if (message === undefined) throw new Error('a message came')
    expect(await message.QueryInterface(IID_IMbnSmsReadMsgPdu, out())).toBe(E_NOINTERFACE)
    const text = await got<IMbnSmsReadMsgTextCdma>((ppv) =>
      message.QueryInterface(IID_IMbnSmsReadMsgTextCdma, ppv),
    )
    expect(await got<Uint8Array>((output) => text.get_Message(output))).toEqual(HELLO)
    expect(await got<number>((output) => text.get_SizeInCharacters(output))).toBe(5)
    expect(await got<string>((output) => text.get_Address(output))).toBe(number)
    expect(await got<string>((output) => text.get_Timestamp(output))).toMatch(
      /^\d\d\/\d\d\/\d\d,\d\d:\d\d:\d\d[+-]\d\d$/,
    )
    const sms = await inbox.sms()
    expect(await sms.SmsRead(NEW, MBN_SMS_FORMAT_PDU, out())).toBe(E_INVALIDARG)
    expect(await send(new Uint8Array(161))(sms, out())).toBe(E_INVALIDARG)
    expect(await send(HELLO, '+1555012345678901')(sms, out())).toBe(E_INVALIDARG)
    expect(await send(null as never)(sms, out())).toBe(E_INVALIDARG)
  })
})
