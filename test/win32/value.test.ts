/** What the getters give, value by value. */
import { describe, expect, test } from 'vitest'
import { redacting } from '../../src/api/index.ts'
import { DATA_CLASSES, type Modem } from '../../src/core/index.ts'
import * as win32 from '../../src/face/win32/index.ts'
import {
  CLSCTX_ALL,
  CLSID_MbnConnectionManager,
  CLSID_MbnConnectionProfileManager,
  CLSID_MbnInterfaceManager,
  createWin32,
  E_MBN_PIN_REQUIRED,
  E_MBN_RADIO_POWER_OFF,
  E_PENDING,
  IID_IMbnConnectionManager,
  IID_IMbnConnectionProfileManager,
  IID_IMbnInterface,
  IID_IMbnInterfaceManager,
  IID_IMbnRadio,
  IID_IMbnRegistration,
  IID_IMbnSignal,
  inout,
  MBN_CONNECTION_MODE_PROFILE,
  MBN_CONNECTION_MODE_TMP_PROFILE,
  out,
  S_OK,
  type BSTR,
  type IID,
  type IMbnInterface,
  type IMbnRegistration,
  type IMbnSubscriberInformation,
  type IUnknown,
  type MBN_INTERFACE_CAPS,
  type MBN_PROVIDER,
  type MBN_READY_STATE,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { CONNECTION, JournalService, MODEM } from './journal-service.ts'
import { created, got, identityOf } from './program.ts'
import { LOCKED, ofDevice, program, UNKNOWN } from './row.ts'

describe('a device', () => {
  test('its capabilities', async () => {
    const device = await ofDevice(MODEM, IID_IMbnInterface)
    const caps = await got<MBN_INTERFACE_CAPS>((interfaceCaps) =>
      device.GetInterfaceCapability(interfaceCaps),
    )
    expect(caps).toEqual({
      cellularClass: win32.MBN_CELLULAR_CLASS_GSM,
      voiceClass: win32.MBN_VOICE_CLASS_NONE,
      dataClass: win32.MBN_DATA_CLASS_UMTS | win32.MBN_DATA_CLASS_LTE | win32.MBN_DATA_CLASS_5G_SA,
      customDataClass: null,
      gsmBandClass: 0,
      cdmaBandClass: 0,
      customBandClass: null,
      smsCaps: win32.MBN_SMS_CAPS_PDU_RECEIVE | win32.MBN_SMS_CAPS_PDU_SEND,
      controlCaps: win32.MBN_CTRL_CAPS_REG_MANUAL | win32.MBN_CTRL_CAPS_HW_RADIO_SWITCH,
      deviceID: '001010123456783',
      manufacturer: 'Dialtone',
      model: 'Virtual Modem',
      firmwareInfo: '1.0',
    })
  })

  test('texts keep the lengths of the header', async () => {
    const long = 'x'.repeat(300)
    const { registration, capabilities } = MODEM
    if (registration === undefined || capabilities === undefined) throw new Error('all known')
    const modem: Modem = {
      ...MODEM,
      equipment: { id: long, manufacturer: long, model: long, firmware: long },
      capabilities: { ...capabilities, cellularClasses: ['cdma'], dataClasses: ['custom'], sms: [] },
      homeProvider: { id: long, name: long },
      registration: { ...registration, provider: { id: long, name: long }, roamingText: long },
    }
    const device = await ofDevice(modem, IID_IMbnInterface)
    const caps = await got<MBN_INTERFACE_CAPS>((output) => device.GetInterfaceCapability(output))
    expect([
      caps.deviceID.length,
      caps.manufacturer.length,
      caps.model.length,
      caps.firmwareInfo.length,
    ]).toEqual([18, 32, 32, 32])
    expect(caps).toMatchObject({ cellularClass: 2, dataClass: 0x80000000, customDataClass: '', smsCaps: 0 })
    const home = await got<MBN_PROVIDER>((output) => device.GetHomeProvider(output))
    expect([home.providerID.length, home.providerName.length]).toEqual([6, 20])
    const object = await got<IMbnRegistration>((ppv) => device.QueryInterface(IID_IMbnRegistration, ppv))
    expect((await got<BSTR>((output) => object.GetProviderID(output))).length).toBe(6)
    expect((await got<BSTR>((output) => object.GetProviderName(output))).length).toBe(20)
    expect((await got<BSTR>((output) => object.GetRoamingText(output))).length).toBe(64)
  })

  test.each([
    ['not-initialized', undefined, 0],
    ['initialized', undefined, 1],
    ['not-inserted', undefined, 2],
    ['bad', undefined, 3],
    ['failure', undefined, 4],
    ['not-activated', undefined, 5],
    ['locked', 'pin1', 6],
    ['locked', 'puk1', 7],
    ['locked', 'network-puk', 7],
    ['no-esim-profile', undefined, 8],
  ] as const)('a SIM that is %s (%s) is ready state %i', async (state, pin, ready) => {
    const sim = {
      state,
      telephoneNumbers: [],
      ...(pin === undefined ? {} : { pin: { type: pin, state: 'locked' } as const }),
    }
    const device = await ofDevice({ ...MODEM, sim }, IID_IMbnInterface)
    expect(await got<MBN_READY_STATE>((readyState) => device.GetReadyState(readyState))).toBe(ready)
  })

  test('its subscriber; empty texts where nothing is known', async () => {
    const read = async (modem: Modem): Promise<unknown[]> => {
      const device = await ofDevice(modem, IID_IMbnInterface)
      const subscriber = await got<IMbnSubscriberInformation>((output) =>
        device.GetSubscriberInformation(output),
      )
      return [
        await got<BSTR>((output) => subscriber.get_SubscriberID(output)),
        await got<BSTR>((output) => subscriber.get_SimIccID(output)),
        await got<readonly string[]>((output) => subscriber.get_TelephoneNumbers(output)),
      ]
    }
    expect(await read(MODEM)).toEqual(['001010123456789', '8988211000000012345', ['+15550100']])
    expect(await read(LOCKED)).toEqual(['', '', []])
  })

  test('what the service does not show its caller is as if it were not known', async () => {
    const facade = createWin32(redacting(new JournalService()))
    const manager = await created(facade, CLSID_MbnInterfaceManager, IID_IMbnInterfaceManager)
    const [device] = await got<SAFEARRAY<IMbnInterface>>((all) => manager.GetInterfaces(all))
    if (device === undefined) throw new Error('there is one')
    const caps = await got<MBN_INTERFACE_CAPS>((output) => device.GetInterfaceCapability(output))
    expect([caps.deviceID, caps.model]).toEqual(['', 'Virtual Modem'])
    const subscriber = await got<IMbnSubscriberInformation>((output) =>
      device.GetSubscriberInformation(output),
    )
    expect(await got<BSTR>((output) => subscriber.get_SubscriberID(output))).toBe('')
    expect(await got<readonly string[]>((output) => subscriber.get_TelephoneNumbers(output))).toEqual([])
    const profiles = await created(
      facade,
      CLSID_MbnConnectionProfileManager,
      IID_IMbnConnectionProfileManager,
    )
    // Whose profiles they are, the service knows.
    expect(await profiles.GetConnectionProfiles(device, out())).toBe(S_OK)
    expect(await profiles.GetConnectionProfiles(null, out())).toBe(S_OK)
  })

  test('its home provider says nothing of where it is registered', async () => {
    const device = await ofDevice(MODEM, IID_IMbnInterface)
    expect(await got<MBN_PROVIDER>((homeProvider) => device.GetHomeProvider(homeProvider))).toEqual({
      providerID: '00101',
      providerState: win32.MBN_PROVIDER_STATE_HOME,
      providerName: 'Dialtone Mobile',
      dataClass: 0,
    })
  })

  test('its switches', async () => {
    const radio = await ofDevice({ ...MODEM, radio: { hardware: 'off', software: 'on' } }, IID_IMbnRadio)
    expect(await got<number>((output) => radio.get_HardwareRadioState(output as never))).toBe(0)
    expect(await got<number>((output) => radio.get_SoftwareRadioState(output as never))).toBe(1)
    const unknown = await ofDevice(UNKNOWN, IID_IMbnRadio)
    expect(await unknown.get_SoftwareRadioState(out())).toBe(E_PENDING)
  })
})

describe('the signal', () => {
  test.each([
    [-130, 0],
    [-113, 0],
    [-112, 1],
    [-111, 1],
    [-71, 21],
    [-53, 30],
    [-51, 31],
    [-30, 31],
    [undefined, 99],
  ])('of %s dBm is %i', async (rssi, code) => {
    const signal = await ofDevice({ ...MODEM, signal: rssi === undefined ? {} : { rssi } }, IID_IMbnSignal)
    expect(await got<number>((signalStrength) => signal.GetSignalStrength(signalStrength))).toBe(code)
    expect(await got<number>((signalError) => signal.GetSignalError(signalError))).toBe(99)
  })

  test.each([
    ['a wanted PIN', LOCKED, E_MBN_PIN_REQUIRED],
    [
      'a radio that is off',
      { ...MODEM, radio: { hardware: 'on', software: 'off' } } as const,
      E_MBN_RADIO_POWER_OFF,
    ],
    ['an unknown signal', UNKNOWN, E_PENDING],
  ])('with %s is an error, and the output 0', async (_what, modem, hr) => {
    const signal = await ofDevice(modem, IID_IMbnSignal)
    const strength = inout(5)
    expect(await signal.GetSignalStrength(strength)).toBe(hr)
    expect(strength.value).toBe(0)
    expect(await signal.GetSignalError(out())).toBe(hr)
  })
})

describe('registration', () => {
  const { registration, packetService } = MODEM
  if (registration === undefined || packetService === undefined) throw new Error('all known')

  test.each([
    ['unknown', 0],
    ['deregistered', 1],
    ['searching', 2],
    ['home', 3],
    ['roaming', 4],
    ['partner', 5],
    ['denied', 6],
  ] as const)('%s is %i', async (state, number) => {
    const modem = { ...MODEM, registration: { ...registration, state } }
    const object = await ofDevice(modem, IID_IMbnRegistration)
    expect(await got<number>((output) => object.GetRegisterState(output as never))).toBe(number)
    const device = await got<IMbnInterface>((ppv) => object.QueryInterface(IID_IMbnInterface, ppv))
    expect(await got<boolean>((output) => device.InEmergencyMode(output))).toBe(state === 'denied')
  })

  test('provider, texts, data classes and network errors', async () => {
    const error = { value: 11, name: 'plmn-not-allowed', text: 'not allowed' }
    const modem: Modem = {
      ...MODEM,
      registration: { ...registration, mode: 'manual', roamingText: 'Roaming', networkError: error },
      packetService: { ...packetService, networkError: { ...error, value: 7 } },
    }
    const object = await ofDevice(modem, IID_IMbnRegistration)
    expect(await got<number>((output) => object.GetRegisterMode(output as never))).toBe(2)
    expect(await got<BSTR>((output) => object.GetProviderID(output))).toBe('00101')
    expect(await got<BSTR>((output) => object.GetProviderName(output))).toBe('Dialtone Mobile')
    expect(await got<BSTR>((output) => object.GetRoamingText(output))).toBe('Roaming')
    expect(await got<number>((output) => object.GetAvailableDataClasses(output))).toBe(0x24)
    expect(await got<number>((output) => object.GetCurrentDataClass(output))).toBe(0x20)
    expect(await got<number>((output) => object.GetRegistrationNetworkError(output))).toBe(11)
    expect(await got<number>((output) => object.GetPacketAttachNetworkError(output))).toBe(7)
  })

  test('all data classes at once', async () => {
    const modem = { ...MODEM, registration: { ...registration, availableDataClasses: DATA_CLASSES } }
    const object = await ofDevice(modem, IID_IMbnRegistration)
    expect(await got<number>((output) => object.GetAvailableDataClasses(output))).toBe(0x807f00ff)
  })

  test('a CDMA modem that knows no provider has the default one', async () => {
    const { capabilities } = MODEM
    if (capabilities === undefined) throw new Error('all known')
    const { provider, ...without } = registration
    expect(provider).toBeDefined()
    const modem: Modem = {
      ...MODEM,
      registration: without,
      capabilities: { ...capabilities, cellularClasses: ['cdma'] },
    }
    expect(
      await got<BSTR>(async (output) => (await ofDevice(modem, IID_IMbnRegistration)).GetProviderID(output)),
    ).toBe('0')
  })
})

describe('a connection', () => {
  test.each([
    ['activated', 1, 'internet'],
    ['activating', 2, null],
    ['deactivated', 3, null],
    ['deactivating', 4, null],
  ] as const)('%s is %i, with its profile %s', async (state, number, profile) => {
    const { service, connection } = await program()
    service.connectionBecomes({ state, profile: 'internet' })
    const activation = out<number>()
    const ProfileName = inout<BSTR | null>('before')
    expect(await (await connection()).GetConnectionState(activation as never, ProfileName)).toBe(S_OK)
    expect([activation.value, ProfileName.value]).toEqual([number, profile])
  })

  test('with a temporary profile has no profile name', async () => {
    const { service, connection } = await program()
    service.connectionBecomes({ state: 'activated' })
    const ProfileName = inout<BSTR | null>('before')
    expect(await (await connection()).GetConnectionState(out(), ProfileName)).toBe(S_OK)
    expect(ProfileName.value).toBeNull()
  })

  test('a failure leaves the voice call state untouched', async () => {
    const { connection } = await program(LOCKED)
    const voiceCallState = inout(2 as const)
    expect(await (await connection()).GetVoiceCallState(voiceCallState)).toBe(E_MBN_PIN_REQUIRED)
    expect(voiceCallState.value).toBe(2)
  })

  test.each([
    ['a mode that is none', 7, 'internet'],
    ['no profile', MBN_CONNECTION_MODE_PROFILE, ''],
    ['a null profile', MBN_CONNECTION_MODE_PROFILE, null],
    ['a temporary profile that is no XML', MBN_CONNECTION_MODE_TMP_PROFILE, 'internet'],
  ])('%s is a bad argument, and nothing is begun', async (_what, mode, profile) => {
    const { service, connection } = await program()
    const requestID = inout(7)
    expect(await (await connection()).Connect(mode as never, profile as never, requestID)).toBe(
      win32.E_INVALIDARG,
    )
    expect(requestID.value).toBe(7)
    expect(service.journal).toEqual([])
  })

  test('a temporary profile connects and is not stored', async () => {
    const { service, connection, profiles } = await program()
    const requestID = out<number>()
    const hr = await (await connection()).Connect(MBN_CONNECTION_MODE_TMP_PROFILE, '<MBNProfile/>', requestID)
    expect([hr, requestID.value]).toEqual([S_OK, 1])
    service.succeed(1)
    expect(
      (await got<readonly IUnknown[]>((all) => profiles.GetConnectionProfiles(null, all as never))).length,
    ).toBe(1)
  })

  test.each([
    ['access_denied', win32.E_ACCESSDENIED],
    ['pin_required', E_MBN_PIN_REQUIRED],
    ['internal', win32.E_UNEXPECTED],
  ] as const)('that the service refuses with %s says so', async (code, hr) => {
    const { service, connection } = await program()
    const object = await connection()
    service.refuse('connect', code)
    service.refuse('disconnect', code)
    expect(await object.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(hr)
    expect(await object.Disconnect(out())).toBe(hr)
  })

  test('is found by its id in any case and with or without braces, and by nothing else', async () => {
    const { connections, connection } = await program()
    const id = await got<BSTR>(async (output) => (await connection()).get_ConnectionID(output))
    for (const spelling of [id, id.toLowerCase(), CONNECTION.id]) {
      expect(await connections.GetConnection(spelling, out())).toBe(S_OK)
    }
    for (const other of ['modem0', '', MODEM.id, null as unknown as string]) {
      expect(await connections.GetConnection(other, out())).toBe(0x80070490)
    }
  })
})

describe('CoCreateInstance', () => {
  const facade = createWin32(new JournalService())

  test.each([
    [
      'a class that is none',
      '00000000-0000-0000-C000-000000000046',
      null,
      IID_IMbnConnectionManager,
      0x80040154,
    ],
    ['aggregation', CLSID_MbnConnectionManager, {}, IID_IMbnConnectionManager, 0x80040110],
    ['an interface of another class', CLSID_MbnConnectionManager, null, IID_IMbnInterface, 0x80004002],
  ])('%s', async (_what, rclsid, outer, riid, hr) => {
    const ppv = inout<unknown>({})
    const iid = riid as IID<unknown>
    expect(await facade.CoCreateInstance(rclsid, outer as IUnknown | null, CLSCTX_ALL, iid, ppv)).toBe(hr)
    expect(ppv.value).toBeNull()
  })

  test('without a place for the object', async () => {
    const iid = IID_IMbnConnectionManager
    expect(await facade.CoCreateInstance(CLSID_MbnConnectionManager, null, CLSCTX_ALL, iid, null)).toBe(
      0x80004003,
    )
  })

  test('gives an object with one reference, each time another', async () => {
    const create = (): Promise<win32.IMbnConnectionManager> =>
      got((ppv) =>
        facade.CoCreateInstance(
          CLSID_MbnConnectionManager.toLowerCase(),
          null,
          CLSCTX_ALL,
          IID_IMbnConnectionManager,
          ppv,
        ),
      )
    const [one, other] = [await create(), await create()]
    expect(one).not.toBe(other)
    expect([one.AddRef(), one.Release(), one.Release(), one.Release()]).toEqual([2, 1, 0, 0])
    expect(await identityOf(other)).toBe(other)
  })

  test('needs no service; the manager then says that there is none', async () => {
    const service = new JournalService()
    service.leave()
    const manager = await got<win32.IMbnConnectionManager>((ppv) =>
      createWin32(service).CoCreateInstance(
        CLSID_MbnConnectionManager,
        null,
        CLSCTX_ALL,
        IID_IMbnConnectionManager,
        ppv,
      ),
    )
    expect(await manager.GetConnections(out())).toBe(0x80070426)
  })
})
