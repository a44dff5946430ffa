/**
 * Prints the messages of the first modem that nobody has read, and then each as it comes, and counts them as read. It
 * needs a running service: `npx dialtone serve --virtual`; `npx dialtone virtual sms "hello"` sends one.
 *
 *     npx node examples/sms-inbox.ts [COUNT]        # ends after so many
 *
 * In a project of your own the name comes from 'dialtone'. The same in the words of Windows is mbn-sms-inbox.ts.
 */
import { ConnectionManager, DialtoneError } from '../src/main/index.ts'

let left = Number(process.argv[2] ?? Infinity)

try {
  await using manager = await ConnectionManager.connect()
  const [modem] = await manager.modems()
  if (modem === undefined) throw new DialtoneError('not_found', 'there is no modem')

  for await (const message of modem.messages.incoming({ unread: true })) {
    const { number = 'somebody', text = `(${message.kind})`, indexes } = message
    console.log(`${number}: ${JSON.stringify(text)}`)
    for (const index of indexes) await (await modem.messages.read({ index })).done
    left -= 1
    if (left <= 0) break
  }
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
}
