/** Opens a state that cannot be written, and says what it can read of it: the password of a profile, and what is wrong. */
import { openStore } from '../../src/store/index.ts'

const [, , folder = '', profile = ''] = process.argv
await using store = openStore({ folder })
const password = store.profiles.get(profile)?.context.password
console.log(JSON.stringify({ password, trouble: store.trouble?.code }))
