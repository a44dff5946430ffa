/**
 * Enters the PIN of the first modem whose SIM is locked. The PIN is read from standard input, as everybody may see the
 * arguments of a program. It needs a running service: `npx dialtone serve --virtual`.
 *
 *     npx node examples/pin-unlock.ts < pin.txt
 *
 * In a project of your own the names come from 'dialtone'. The same program in the words of Windows is mbn-pin-unlock.ts.
 */
import { text } from 'node:stream/consumers'
import { ConnectionManager, DialtoneError } from '../src/main/index.ts'

try {
  const code = (await text(process.stdin)).trim()
  await using manager = await ConnectionManager.connect()
  const modem = (await manager.modems()).find(({ state }) => state === 'locked')
  if (modem === undefined) throw new DialtoneError('invalid_state', 'no modem has a locked SIM')

  const asking = await modem.pins.ask()
  const { type, attemptsLeft } = await asking.done
  console.log(`${modem.name} wants ${type}; attempts left: ${attemptsLeft ?? 'not known'}`)
  if (type !== 'pin1') throw new DialtoneError('invalid_state', 'that is not PIN1')
  // After the last attempt only the PUK helps; that one is for a person to take.
  if (attemptsLeft === 1) {
    throw new DialtoneError('invalid_state', 'one attempt is left, which is not spent here')
  }

  const entering = await modem.pins.enter(code)
  await entering.done // rejects with pin_failed, and the attempts that are left
  console.log(`${modem.name} is unlocked`)
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
}
