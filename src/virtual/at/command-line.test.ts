import { expect, test } from 'vitest'
import { isOver, takeCommand, type CommandText } from './command-line.ts'

function commands(line: string): readonly (CommandText | 'wrong')[] {
  const found: (CommandText | 'wrong')[] = []
  for (let at = 0; !isOver(line, at);) {
    const taken = takeCommand(line, at)
    if (taken === undefined) return [...found, 'wrong']
    found.push(taken.command)
    at = taken.next
  }
  return found
}

const short = (line: string): string =>
  commands(line)
    .map((one) =>
      one === 'wrong'
        ? one
        : `${one.name}${one.register === undefined ? '' : `#${one.register}`} ${one.form} ${one.text}`.trim(),
    )
    .join(' / ')

test.each([
  ['', ''],
  [' ; ', ''],
  ['E0V1', 'E set 0 / V set 1'],
  ['e0 q0', 'E set 0 / Q set 0'],
  ['&C1&D2', '&C set 1 / &D set 2'],
  ['Z', 'Z execute'],
  ['S0=5', 'S#0 set 5'],
  ['S 10 = ?', 'S#10 test'],
  ['S3?S4?', 'S#3 read / S#4 read'],
  [
    'Q0 V1 E1 S0=0 &C1 &D2 +FCLASS=0',
    'Q set 0 / V set 1 / E set 1 / S#0 set 0 / &C set 1 / &D set 2 / +FCLASS set 0',
  ],
  ['+CREG?', '+CREG read'],
  ['+creg=?;+CSQ;+CMEE=2', '+CREG test / +CSQ execute / +CMEE set 2'],
  ['+CGDCONT=1,"IP","a;b"', '+CGDCONT set 1,"IP","a;b"'],
  ['+CGDCONT=1,"IP","a;b";E1', '+CGDCONT set 1,"IP","a;b" / E set 1'],
  ['+CMGS="never closed;E1', '+CMGS set "never closed;E1'],
  ['DT*99***1#', 'D execute T*99***1#'],
  ['D+15550123;E1', 'D execute +15550123; / E set 1'],
  ['*CNTI=2', '*CNTI set 2'],
  ['+', 'wrong'],
  ['+CREG!', '+CREG! execute'],
  ['+CREG X', 'wrong'],
  ['E0123456789', 'wrong'],
  ['S=1', 'wrong'],
  ['7', 'wrong'],
])('AT%s', (line, expected) => {
  expect(short(line)).toBe(expected)
})
