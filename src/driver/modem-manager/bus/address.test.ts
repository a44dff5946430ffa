import { expect, test } from 'vitest'
import { parseBusAddress } from './address.ts'

test.each([
  ['unix:path=/run/dbus/system_bus_socket', [{ path: '/run/dbus/system_bus_socket' }]],
  ['unix:abstract=/tmp/dbus-x,guid=0123', [{ path: '\0/tmp/dbus-x' }]],
  ['unix:path=/tmp/a%2cb%20c', [{ path: '/tmp/a,b c' }]],
  ['tcp:host=127.0.0.1,port=5555,family=ipv4', [{ host: '127.0.0.1', port: 5555 }]],
  ['unixexec:path=/bin/sh;unix:path=/run/bus', [{ path: '/run/bus' }]],
  ['unix:path=/a;tcp:host=b,port=1', [{ path: '/a' }, { host: 'b', port: 1 }]],
])('%s', (text, expected) => {
  expect(parseBusAddress(text)).toEqual(expected)
})

test.each([
  '',
  'unix:',
  'autolaunch:',
  'unixexec:path=/bin/sh,argv1=-c',
  'tcp:host=a,port=0',
  'unix:path=%zz',
  '/run/bus',
])('nothing is reached by %j', (text) => {
  expect(() => parseBusAddress(text)).toThrow(expect.objectContaining({ code: 'invalid_argument' }))
})
