import { describe, expect, test } from 'vitest'
import { formatMistake } from './mistake.ts'
import { readConfigurationText } from './read.ts'

const said = async (text: string): Promise<string[]> =>
  (await readConfigurationText(text)).mistakes.map((mistake) =>
    formatMistake('f', mistake).replace('f:', '').replace('error: ', ''),
  )

describe('every mistake is said with its place', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['nothing', '', []],
    [
      'no TOML',
      'a = \nb = 1 2\n[log]\nlevel = "info"\n',
      [
        '1:5: this is no value of TOML: a text stands in quotation marks',
        '2:7: something follows that does not belong there: a text stands in quotation marks, a comment behind #',
      ],
    ],
    ['a section', '[lgo]\n', ['1:2: lgo is no section here; did you mean log?']],
    [
      'a section like none',
      '[zebra]\n',
      [expect.stringMatching(/^1:2: zebra is no section here; there are service,/) as string],
    ],
    ['a key', '[log]\nlevle = "info"', ['2:1: log.levle is no key here; did you mean level?']],
    [
      'what else is wrong in an interface, and beside it, but nothing that may follow',
      [
        '[dial.a]',
        'profle = "p"',
        'redial-interval = "soon"',
        'routes = ["10.0.0.0/8", "10.0.0.1/8"]',
        'unreachable-first = 3',
        'unreachable-longest = "1 s"',
        '[dial.b]',
        'profile = "p"',
        'priority = "none"',
        'routes = ["10.0.0.0/8"]',
        '[dial.c]',
        'profile = "p"',
        'nat = 1',
        'routes = ["10.0.0.0/8"]',
      ].join('\n'),
      [
        '2:1: dial.a.profle is no key here; did you mean profile?',
        expect.stringMatching(/^3:19: dial\.a\.redial-interval has to be a duration/) as string,
        expect.stringMatching(/^4:25: dial\.a\.routes\[1\] "10\.0\.0\.1\/8" is no network/) as string,
        expect.stringMatching(/^5:21: dial\.a\.unreachable-first has to be a duration/) as string,
        expect.stringMatching(/^9:12: dial\.b\.priority has to be a whole number/) as string,
        expect.stringMatching(/^13:7: dial\.c\.nat has to be true or false/) as string,
        expect.stringMatching(/^14:11: dial\.c\.routes\[0\] leads to 10\.0\.0\.0\/8, and so does/) as string,
      ],
    ],
    [
      'a key in another style',
      '[dial.a]\nprofile="p"\nidleTimeout = "5 min"',
      ['3:1: dial.a.idleTimeout is no key here; did you mean idle-timeout?'],
    ],
    [
      'a key of another section',
      '[log]\nnat = true',
      ['2:1: log.nat is no key here; it belongs into [dial.NAME]'],
    ],
    ['a word', '[log]\nlevel = "loud"', ['2:9: log.level has to be "debug" or "info" or "warn" or "error"']],
    [
      'a type',
      '[service]\nmemory = "true"',
      ['2:10: service.memory has to be true or false: write true without quotation marks'],
    ],
    [
      'a range',
      '[modems]\nvirtual = 2000',
      ['2:11: modems.virtual has to be a whole number from 0 to 1000, not 2000'],
    ],
    [
      'a number for a duration',
      '[dial.a]\nprofile = "p"\nidle-timeout = 300',
      [
        '3:16: dial.a.idle-timeout has to be a duration with its unit, such as "90 s", "10 min" or "6 h", or "never": for 300 seconds write "300 s"',
      ],
    ],
    [
      'a duration beyond its bounds',
      '[dial.a]\nprofile = "p"\nhold-age = "1 h"',
      ['3:12: dial.a.hold-age has to be from 0 s to 10 min, not 1 h'],
    ],
    [
      'an amount where a word would do',
      '[dial.a]\nprofile = "p"\nidle-timeout = "400 d"',
      ['3:16: dial.a.idle-timeout has to be from 1 s to 365 d, not 400 d'],
    ],
    [
      'elements of a list',
      '[dial.a]\nprofile = "p"\nroutes = [\n  "10.0.0.0/8",\n  "nowhere",\n  7,\n]',
      ['6:3: dial.a.routes[2] has to be a text, in quotation marks'],
    ],
    [
      'all elements that cannot be read',
      '[dial.a]\nprofile = "p"\nonly = ["tcp", "port", "udp prot 53"]',
      [
        '3:16: dial.a.only[1] "port" is no packet rule: write such as "tcp to 10.0.0.0/8 port 80-443", "udp port 53" or "icmp type 8"',
        '3:24: dial.a.only[2] "udp prot 53" is no packet rule: write such as "tcp to 10.0.0.0/8 port 80-443", "udp port 53" or "icmp type 8"',
      ],
    ],
    [
      'two filters',
      '[dial.a]\nprofile = "p"\nonly = "tcp"\nexcept = "udp"',
      ['4:10: dial.a.except contradicts only: write one of the two'],
    ],
    [
      'a number that is missing, whatever else is wrong',
      '[dial.a]\nserial = "/dev/ttyS0"\nnat = 1\n[dial.b]\nserial = "/dev/ttyS1"\nnumber = ""\n[dial.c]\nserial = "/dev/ttyS2"\nnumbr = "1"',
      [
        '1:7: dial.a has to say which number is dialled, such as number = "*99#"',
        '3:7: dial.a.nat has to be true or false',
        expect.stringMatching(/^6:10: dial\.b\.number /) as string,
        '9:1: dial.c.numbr is no key here; did you mean number?',
      ],
    ],
    [
      'nothing to dial with, whatever else is wrong, but for what may be it',
      '[dial.a]\nnat = 1\n[dial.b]\nprofile = 1',
      [
        '1:7: dial.a has to say what it is dialled with: profile, serial or pppoe',
        '2:7: dial.a.nat has to be true or false',
        '4:11: dial.b.profile has to be a text, in quotation marks',
      ],
    ],
    [
      'two things to dial with',
      '[dial.a]\nprofile = "p"\nserial = "/dev/ttyS0"\n[dial.b]\nprofile = "p"\nserial = "/dev/ttyS0"\npppoe = "eth0"',
      [
        '3:10: dial.a.serial contradicts profile: it is dialled with one of them',
        '7:9: dial.b.pppoe contradicts profile and serial: it is dialled with one of them',
      ],
    ],
    [
      'two owners of one modem',
      '[modems]\nowners = [\n  "/dev/cdc-wdm1=direct",\n  "49015420323751ab=direct",\n  "49015420323751AB=auto",\n  "/dev/cdc-wdm1=direct",\n  "/dev/cdc-wdm1=auto",\n]',
      [
        '5:3: modems.owners[2] contradicts "49015420323751ab=direct": one modem has one owner',
        '7:3: modems.owners[4] contradicts "/dev/cdc-wdm1=direct": one modem has one owner',
      ],
    ],
    [
      'what is missing, at the table',
      '[dial.a]\nnat = true',
      ['1:7: dial.a has to say what it is dialled with: profile, serial or pppoe'],
    ],
    [
      'routes that meet',
      '[dial.a]\nprofile="p"\nroutes=["10.0.0.0/8"]\n[dial.b]\nprofile="p"\nroutes=["0.0.0.0/0","10.0.0.0/8"]',
      [
        '6:21: dial.b.routes[1] leads to 10.0.0.0/8, and so does a route of "a" with the same metric and priority together: give one of the two interfaces another priority',
      ],
    ],
    [
      'a rule that never matches',
      '[dial.a]\nprofile="p"\nroutes=["10.0.0.0/8"]\nonly=["tcp to 10.1.0.0/16", "udp to 192.0.2.0/24"]',
      ['4:29: warning: dial.a.only[1] never matches: no route of the interface leads to 192.0.2.0/24'],
    ],
    [
      'an idle limit on what is persistent',
      '[dial.a]\nprofile = "p"\npersistent = true\nidle-timeout = "1 min"',
      ['4:16: warning: dial.a.idle-timeout says nothing while it is persistent, which has no idle limit'],
    ],
    [
      'a rule of two families',
      '[dial.a]\nprofile="p"\nonly="icmpv6 to 10.1.0.0/16"',
      ['3:6: dial.a.only is of ipv6 while destination is of ipv4: no packet is both'],
    ],
    [
      'hours that make no sense',
      '[dial.a]\nprofile="p"\nhours=["1 08:00-12:00", "2 12:00-08:00"]',
      [
        '3:25: dial.a.hours[1] 12:00-08:00 ends before it begins; what lasts over midnight is written in two parts, up to 24:00 and from 00:00 of the next day',
      ],
    ],
    [
      'a time zone',
      '[dial.a]\nprofile="p"\nhours=["1 08:00-12:00"]\ntime-zone = "Mars/Olympus"',
      ['4:13: dial.a.time-zone "Mars/Olympus" is no time zone: write one such as Europe/Berlin'],
    ],
    [
      'settings that exclude each other',
      '[service]\nmemory = true\nstate = "/x"',
      ['3:9: service.state contradicts service.memory: what is kept in memory only has no folder'],
    ],
    [
      'several sections at once',
      '[log]\nlevel = 1\n[journal]\nmax-age = "1 y"\n[dial]\nx = 1',
      [
        '2:9: log.level has to be "debug" or "info" or "warn" or "error"',
        '4:11: journal.max-age has to be a duration with its unit, such as "90 s", "10 min" or "6 h"',
        '6:5: dial.x has to be a table',
      ],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await said(text)).toEqual(expected)
  })
})

test('several statements that are no TOML are told, and what stands after them is read', async () => {
  const { mistakes, configuration } = await readConfigurationText(
    '[log]\nlevel = info\n[journal]\nmax-events = 5000\nmax-age = [\n  "1 d"\ndurability = "full"\n[modems]\nvirtual = 2\n',
  )
  expect(mistakes.map(({ line }) => line)).toEqual([2, 7])
  expect(configuration.journal).toEqual({ 'max-events': 5000, durability: 'full' })
  expect(configuration.modems).toEqual({ virtual: 2 })
})

test('a password is in no message', async () => {
  for (const text of [
    '[dial.a]\nprofile="p"\npassword = hunter2',
    '[dial.a]\nprofile="p"\npassword = "hunter2',
    '[dial.a]\nprofile="p"\npasword = "hunter2"',
    '[dial.a]\nprofile="p"\npassword = ["hunter2"]',
    `[dial.a]\nprofile="p"\npassword = "${'hunter2'.repeat(40)}"`,
  ]) {
    const { mistakes } = await readConfigurationText(text)
    expect(mistakes).toHaveLength(1)
    expect(JSON.stringify(mistakes)).not.toContain('hunter2')
  }
})

test('what is right is given, what is wrong left out', async () => {
  const { configuration, interfaces } = await readConfigurationText(
    '[log]\nlevel = "loud"\nformat = "json"\n[dial.good]\nprofile = "p"\n[dial.bad]\nprofile = 7\n[dial.worse]\npriority = 1',
  )
  expect(configuration.log).toEqual({ format: 'json' })
  expect(interfaces.map(({ name }) => name)).toEqual(['good'])
})
