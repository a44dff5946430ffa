/** What the commands do to the modem, and what they say of it. */
import { expect, test } from 'vitest'
import { Milliseconds } from '../../base/index.ts'
import { splitText } from '../../sms/index.ts'
import { serialRig, type SerialRig } from '../../../test/support/serial-terminal.ts'
import { commandNames } from './command-table.ts'

/** Asks one after the other; each line is a question and what is answered. */
async function conversation(
  { terminal }: SerialRig,
  exchange: readonly (readonly [string, string | RegExp])[],
) {
  for (const [question, answer] of exchange) {
    const said = await terminal.ask(question)
    if (typeof answer === 'string') expect(`${question}: ${said}`).toBe(`${question}: ${answer}`)
    else expect(`${question}: ${said}`).toMatch(answer)
  }
}

test('tells who it is and whose card is in it', async () => {
  const rig = await serialRig()
  const { equipment, sim } = rig.modem.inside
  await conversation(rig, [
    ['AT+CGMI;+CGMM;+CGMR;+CGSN', `Dialtone | DT-VM1 | DT-VM1 1.0.0 | ${equipment.imei} | OK`],
    ['AT+GMI;+GMM;+GMR;+GSN', `Dialtone | DT-VM1 | DT-VM1 1.0.0 | ${equipment.imei} | OK`],
    ['ATI3', 'DT-VM1 1.0.0 | OK'],
    ['AT+CIMI', `${sim.card?.imsi} | OK`],
    ['AT+CCID', `+CCID: ${sim.card?.iccid} | OK`],
    ['AT+CNUM', `+CNUM: "","${sim.card?.telephoneNumbers[0]}",145 | OK`],
    ['AT+GCAP', '+GCAP: +CGSM,+DS,+FCLASS | OK'],
  ])
})

test('unlocks a card by its PIN, and by its PUK when the attempts are used up', async () => {
  const rig = await serialRig({ sim: { pin1: { enabled: true } } })
  await conversation(rig, [
    ['AT+CMEE=2', 'OK'],
    ['AT+CPIN?', '+CPIN: SIM PIN | OK'],
    ['AT+CIMI', '+CME ERROR: SIM PIN required'],
    ['AT+COPS?', '+CME ERROR: SIM PIN required'],
    ['AT+CPINR="SIM PIN"', '+CPINR: SIM PIN,3,3 | OK'],
    ['AT+CPIN="9999"', '+CME ERROR: incorrect password'],
    ['AT+CPIN="12"', '+CME ERROR: Incorrect parameters'],
    ['AT+CPINR="SIM PIN"', '+CPINR: SIM PIN,2,3 | OK'],
    ['AT+CPIN="9999"', '+CME ERROR: incorrect password'],
    ['AT+CPIN="9999"', '+CME ERROR: SIM PUK required'],
    ['AT+CPIN?', '+CPIN: SIM PUK | OK'],
    ['AT+CMGR=1', '+CMS ERROR: (U)SIM PUK required'],
    ['AT+CPIN="1234"', '+CME ERROR: SIM PUK required'],
    ['AT+CPIN="12345678","4321"', 'OK'],
    ['AT+CPIN?', '+CPIN: READY | OK'],
    ['AT+CPIN="4321"', '+CME ERROR: operation not allowed'],
    ['AT+CLCK="SC",2', '+CLCK: 1 | OK'],
    ['AT+CLCK="SC",0', '+CME ERROR: incorrect password'],
    ['AT+CLCK="SC",0,"4321"', 'OK'],
    ['AT+CLCK="SC",2', '+CLCK: 0 | OK'],
    ['AT+CPWD="SC","4321","1111"', '+CME ERROR: operation not allowed'],
    ['AT+CLCK="SC",1,"4321"', 'OK'],
    ['AT+CPWD="SC","4321","1111"', 'OK'],
    ['AT+CLCK="SC",0,"1111"', 'OK'],
    ['AT+CPWD="P2","5678","8765"', 'OK'],
    ['AT+CLCK="PN",2', '+CLCK: 0 | OK'],
    ['AT+CLCK="PN",1,"1111"', '+CME ERROR: operation not supported'],
  ])
  expect(rig.modem.inside.sim.card?.pins.get('pin1')?.code).toBe('1111')
})

test('says that there is no card, or that it is broken', async () => {
  const rig = await serialRig()
  const { card } = rig.modem.inside.sim
  rig.modem.removeSim()
  await conversation(rig, [
    ['AT+CMEE=2;+CPIN?', '+CME ERROR: SIM not inserted'],
    ['AT+CLCK="SC",2', '+CME ERROR: SIM not inserted'],
  ])
  if (card !== undefined) card.broken = true
  rig.modem.insertSim()
  expect(await rig.terminal.ask('AT+CPIN?')).toBe('+CME ERROR: SIM failure')
})

test('reads the files of the card that hosts look at', async () => {
  const rig = await serialRig({ sim: { iccid: '8900101000000000018', imsi: '001010000000001' } })
  await conversation(rig, [
    ['AT+CRSM=176,12258,0,0,10', '+CRSM: 144,0,"980001010000000010F8" | OK'],
    ['AT+CRSM=176,28423,0,0,9', '+CRSM: 144,0,"080910100000000010" | OK'],
    ['AT+CRSM=176,28589,0,0,4', '+CRSM: 144,0,"00000002" | OK'],
    ['AT+CRSM=176,28486', /144,0,"014469616C746F6E65204D6F62696C65FF" \| OK$/],
    ['AT+CRSM=192,28589', /144,0,"000000046FAD04/],
    ['AT+CRSM=176,28478', '+CRSM: 106,130 | OK'],
    ['AT+CRSM=176,12258,0,5,10', '+CRSM: 107,0 | OK'],
    ['AT+CRSM=214,12258', '+CRSM: 109,0 | OK'],
    ['AT+CPOL?', '+CPOL: 1,2,"99941" | +CPOL: 2,2,"99940" | OK'],
  ])
})

test('tells of the network in numbers, and in the words that the terminal asks for', async () => {
  const rig = await serialRig()
  rig.modem.setSignal(-71, { steady: true })
  const place = '"1A01","00D1A101",7'
  await conversation(rig, [
    ['AT+CREG?;+CGREG?;+CEREG?', '+CREG: 0,1 | +CGREG: 0,0 | +CEREG: 0,1 | OK'],
    ['AT+CREG=2;+CEREG=2;+CREG?;+CEREG?', `+CREG: 2,1,${place} | +CEREG: 2,1,${place} | OK`],
    ['AT+COPS?', '+COPS: 0,0,"Dialtone Mobile",7 | OK'],
    ['AT+COPS=3,1;+COPS?', '+COPS: 0,1,"Dialtone",7 | OK'],
    ['AT+COPS=3,2;+COPS?', '+COPS: 0,2,"00101",7 | OK'],
    ['AT+CSQ', '+CSQ: 21,0 | OK'],
    ['AT+CESQ', '+CESQ: 99,99,255,255,26,42 | OK'],
    ['AT+CGATT?', '+CGATT: 1 | OK'],
    ['AT+CFUN=4', 'OK | +CEREG: 0 | +CREG: 0'],
  ])
})

test('looks for networks, and takes the one that it is told', async () => {
  const rig = await serialRig()
  await conversation(rig, [
    [
      'AT+COPS=?',
      '+COPS: (2,"Dialtone Mobile","Dialtone","00101",7),(3,"Rival Wireless","Rival Wi","00102",7),,(0-4),(0-2) | OK',
    ],
    ['AT+COPS=1,2,"00101"', 'OK'],
    ['AT+COPS?', '+COPS: 1,0,"Dialtone Mobile",7 | OK'],
    ['AT+CMEE=2;+COPS=1,2,"00102"', '+CME ERROR: PLMN not allowed'],
    ['AT+CREG?', '+CREG: 0,3 | OK'],
    ['AT+CREG=3;+CREG?', /\+CREG: 3,3,,,,0,11 \| OK$/],
    ['AT+COPS=4,0,"Rival Wireless"', /: OK \| /],
    ['AT+COPS=1,0,"Nobody"', '+CME ERROR: Incorrect parameters'],
    ['AT+COPS=2', /OK/],
    ['AT+COPS?', '+COPS: 2 | OK'],
    ['AT+COPS=0', /OK/],
    ['AT+WS46=22', /OK/],
    ['AT+WS46?;+COPS?', /^AT\+WS46\?;\+COPS\?: 22 \| \+COPS: 0,0,"Dialtone Mobile",6 \| OK$/],
    ['AT+CGREG?', '+CGREG: 0,1 | OK'],
  ])
})

test('writes names in the character set of the terminal', async () => {
  const rig = await serialRig({ area: 'Wanderfunk Süd' })
  await conversation(rig, [
    ['AT+COPS?', '+COPS: 0,0,"Wanderfunk S?d",7 | OK'],
    ['AT+CSCS="8859-1";+COPS?', '+COPS: 0,0,"Wanderfunk S\u00fcd",7 | OK'],
    ['AT+CSCS="UTF-8";+COPS?', '+COPS: 0,0,"Wanderfunk S\u00c3\u00bcd",7 | OK'],
    ['AT+CSCS="GSM";+COPS?', '+COPS: 0,0,"Wanderfunk S\u007ed",7 | OK'],
    ['AT+CSCS="UCS2";+COPS?', /"00570061006E00640065007200660075006E006B0020005300FC0064"/],
    ['AT+CSCS?', '+CSCS: "0055004300530032" | OK'],
    ['AT+COPS=1,0,"00570061006E00640065007200660075006E006B0020005300FC0064"', 'OK'],
    ['AT+CSCS="KOI8"', 'ERROR'],
  ])
})

test('defines contexts, which are those that the modem has stored, and brings them up and down', async () => {
  const rig = await serialRig()
  await conversation(rig, [
    ['AT+CGDCONT?', '+CGDCONT: 1,"IPV4V6","internet","",0,0 | +CGDCONT: 2,"IPV6","ims","",0,0 | OK'],
    ['AT+CGDCONT=3,"IP","company.example"', 'OK'],
    ['AT+CGAUTH=3,2,"dialtone","secret"', 'OK'],
    ['AT+CGAUTH?', '+CGAUTH: 3,2,"dialtone" | OK'],
    ['AT+CGACT=1,3', 'OK'],
    ['AT+CGACT?', '+CGACT: 1,0 | +CGACT: 2,0 | +CGACT: 3,1 | OK'],
    ['AT+CGPADDR=3', '+CGPADDR: 3,"203.0.113.2" | OK'],
    [
      'AT+CGCONTRDP=3',
      '+CGCONTRDP: 3,7,"company.example","203.0.113.2.255.255.255.252","203.0.113.1","203.0.113.1","" | OK',
    ],
    ['AT+CGDCONT=3,"IP","other"', 'ERROR'],
    ['AT+CGACT=0,3', 'OK'],
    ['AT+CGAUTH=3,1,"dialtone","wrong"', 'OK'],
    ['AT+CMEE=2;+CGACT=1,3', '+CME ERROR: PDP authentication failure'],
    ['AT+CEER', /cause 29/],
    ['AT+CGDCONT=3,"IP","nowhere"', 'OK'],
    ['AT+CGACT=1,3', '+CME ERROR: unspecified GPRS error'],
    ['AT+CGDCONT=3', 'OK'],
    ['AT+CGACT=1,9', '+CME ERROR: Incorrect parameters'],
    ['AT+CGDCONT=9,"IP","internet"', '+CME ERROR: Incorrect parameters'],
  ])
  expect(rig.modem.inside.storedContexts.list.map(({ id }) => id)).toEqual([1, 2])
})

test('tells of contexts and of attachment that the network ends', async () => {
  const rig = await serialRig()
  await rig.terminal.ask('AT+CGEREP=2;+CGACT=1,1')
  expect(rig.modem.networkDisconnect({ cause: 38 })).toBe(true)
  expect(rig.terminal.heard()).toBe('\r\n+CGEV: NW PDN DEACT 1\r\n')
  expect(await rig.terminal.ask('AT+CEER')).toMatch(/^\+CEER: cause 38/)
  rig.modem.networkDetach()
  expect(rig.terminal.heard()).toBe('\r\n+CGEV: NW DETACH\r\n')
  await conversation(rig, [
    ['AT+CGATT?', '+CGATT: 0 | OK'],
    ['AT+CGATT=1', 'OK'],
    ['AT+CGATT=0;+CGATT?', '+CGATT: 0 | OK'],
  ])
})

test('receives messages: told of, read in both modes, and deleted', async () => {
  const rig = await serialRig()
  const { carrier, inside } = rig.modem
  const send = (text: string): void => {
    const [part] = splitText(text, { reference: 1 })
    if (part === undefined) throw new Error('a text has a part')
    carrier.messages.send(inside.sim.card?.telephoneNumbers[0] ?? '', '+15550123', part, rig.clock.now())
  }
  await rig.terminal.ask('AT+CNMI=2,1,0,2,0')
  send('See you at noon')
  expect(rig.terminal.heard()).toBe('\r\n+CMTI: "SM",1\r\n')
  const pdu = '0791990990999999040891515510320000621010000000000FD37219947FD741613AC8FD7EBB01'
  await conversation(rig, [
    ['AT+CPMS?', '+CPMS: "SM",1,30,"SM",1,30,"SM",1,30 | OK'],
    ['AT+CMGL', `+CMGL: 1,0,,31 | ${pdu} | OK`],
    ['AT+CMGR=1', `+CMGR: 1,,31 | ${pdu} | OK`],
    ['AT+CMGF=1;+CMGR=1', '+CMGR: "REC READ","+15550123",,"26/01/01,00:00:00+00" | See you at noon | OK'],
    ['AT+CMGL="ALL"', '+CMGL: 1,"REC READ","+15550123",,"26/01/01,00:00:00+00" | See you at noon | OK'],
    ['AT+CMGL="STO SENT"', 'OK'],
    ['AT+CMGL=4', '+CMS ERROR: 305'],
    ['AT+CMGD=1', 'OK'],
    ['AT+CMGR=1', '+CMS ERROR: 321'],
  ])
  await rig.terminal.ask('AT+CNMI=2,2')
  send('Grüße')
  expect(rig.terminal.heard()).toBe('\r\n+CMT: "+15550123",,"26/01/01,00:00:00+00"\r\nGr??e\r\n')
  await rig.terminal.ask('AT+CSCS="UCS2"')
  send('Ω€')
  expect(rig.terminal.heard()).toContain('03A920AC')
  expect(inside.messaging.shelf?.places('all')).toEqual([])
})

test('sends messages, typed as a text or as a PDU, and keeps some for later', async () => {
  const rig = await serialRig()
  const { terminal, modem } = rig
  await terminal.ask('AT+CMGF=1;+CSMP=49,167,0,0;+CNMI=2,1,0,1,0')
  expect(await terminal.type('AT+CMGS="+15550199"\r')).toBe('\r\n> ')
  expect(await terminal.type('First line\rx\bsecond\x1a')).toBe(
    '\r\n+CMGS: 1\r\n\r\nOK\r\n' +
      '\r\n+CDS: 2,1,"+15550199",145,"26/01/01,00:00:00+00","26/01/01,00:00:00+00",0\r\n',
  )
  expect(modem.carrier.messages.sentOutside.map(({ to, text }) => [to, text])).toEqual([
    ['+15550199', 'First line\nsecond'],
  ])
  await terminal.ask('AT+CMGW="+15550199"')
  expect(await terminal.type('Later\x1a')).toContain('+CMGW: 1')
  expect(await terminal.ask('AT+CMGL="STO UNSENT"')).toBe('+CMGL: 1,"STO UNSENT","+15550199", | Later | OK')
  expect(await terminal.ask('AT+CMSS=1')).toMatch(/\+CMSS: 2/)
  expect(await terminal.ask('AT+CMGL="STO SENT"')).toMatch(/"STO SENT"/)
  await terminal.ask('AT+CMGF=0')
  // 3GPP TS 23.040 §9.2.2.2: "hellohello" to +15550199; 20 octets without the service centre.
  const pdu = '0001000891515510990000' + '0AE8329BFD4697D9EC37'
  await terminal.type('AT+CMGS=20\r')
  expect(await terminal.type(`${pdu}\x1a`)).toBe('\r\n+CMGS: 3\r\n\r\nOK\r\n')
  expect(modem.carrier.messages.sentOutside.at(-1)?.text).toBe('hellohello')
  await terminal.type('AT+CMGS=19\r')
  expect(await terminal.type(`${pdu}\x1a`)).toBe('\r\n+CMS ERROR: 304\r\n')
  await terminal.type('AT+CMGS=20\r')
  expect(await terminal.type('\x1b')).toBe('\r\nOK\r\n')
  for (const wrong of ['AT+CMGS=0', 'AT+CMGS="+1"', 'AT+CMGS=999']) {
    expect(await terminal.ask(wrong)).toBe('+CMS ERROR: 304')
  }
})

test('a network that takes no messages is told by the cause', async () => {
  const rig = await serialRig({ timing: { messageTimeout: Milliseconds(100), simStart: Milliseconds(0) } })
  await rig.clock.advance(Milliseconds(1000))
  rig.modem.carrier.messages.answer = { type: 'reject', cause: 38 }
  await rig.terminal.ask('AT+CMGF=1')
  await rig.terminal.type('AT+CMGS="+15550199"\r')
  await rig.terminal.type('hello\x1a')
  await rig.clock.advance(Milliseconds(1000))
  expect(rig.terminal.heard()).toBe('\r\n+CMS ERROR: 332\r\n')
})

test('asks the operator by codes, which answer or want an answer', async () => {
  const rig = await serialRig()
  await conversation(rig, [
    ['AT+CUSD=1', 'OK'],
    ['AT+CUSD=1,"*100#",15', 'OK | +CUSD: 0,"Your balance is 12.34 EUR.",15'],
    ['AT+CUSD=1,"*101#",15', 'OK | +CUSD: 1,"What is left? 1: data, 2: calls",15'],
    ['AT+CUSD=1,"7",15', 'OK | +CUSD: 1,"Not understood.",15'],
    ['AT+CUSD=1,"2",15', 'OK | +CUSD: 0,"90 minutes are left.",15'],
    ['AT+CUSD=1,"*101#",15', /\+CUSD: 1/],
    ['AT+CUSD=2', 'OK'],
    ['AT+CUSD=1,"2",15', 'OK | +CUSD: 4'],
    ['AT+CUSD=1,"2A31303023",15', 'ERROR'],
    ['AT+CSCS="UCS2";+CUSD=1,"002A0031003000300023",15', /\+CUSD: 0,"0059006F0075/],
    ['AT+CFUN=4;+CMEE=2;+CUSD=1,"002A0031003000300023"', '+CME ERROR: no network service'],
  ])
})

test('sets the radio to rest, restarts, and tells the time', async () => {
  const rig = await serialRig()
  await conversation(rig, [
    ['AT+CFUN=0;+CFUN?', '+CFUN: 0 | OK'],
    ['AT+CFUN=1;+CFUN?', '+CFUN: 1 | OK'],
    ['AT+CCLK?', '+CCLK: "26/01/01,00:00:00+00" | OK'],
    ['AT+CSCA?', '+CSCA: "+999009999999",145 | OK'],
    ['AT+CSCA="4917012345",145;+CSCA?', '+CSCA: "+4917012345",145 | OK'],
    ['AT+CSMS=1', '+CSMS: 1,1,0 | OK'],
    ['AT+CNMA', 'OK'],
  ])
  await rig.terminal.type('AT+CFUN=1,1\r')
  expect(rig.modem.isPlugged).toBe(false)
  await rig.clock.advance(Milliseconds(1))
  expect(rig.modem.isPlugged).toBe(true)
})

test('every command answers its test form, and none is shaken by values that are none', async () => {
  const { terminal } = await serialRig()
  for (const name of commandNames().filter((one) => one.startsWith('AT+'))) {
    expect(`${name} ${await terminal.ask(`${name}=?`)}`).toMatch(/(?:OK|ERROR)$/)
    for (const values of [
      '',
      ',,,,,,,,',
      '"',
      '""',
      '99999999999',
      '"\\00\\ff"',
      '-1',
      `"${'x'.repeat(900)}"`,
    ]) {
      const said = await terminal.ask(`${name}=${values}`)
      expect(`${name}=${values} ${said}`).toMatch(/(?:OK|ERROR(?:: \d+)?|> )$|CONNECT \d+ \| ~/)
      // Whoever leaves hangs up.
      if (said.startsWith('CONNECT')) terminal.end.terminalReady(false)
      if (said.endsWith('> ')) await terminal.type('\x1b')
    }
  }
})
