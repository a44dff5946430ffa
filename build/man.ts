/** `node build/man.ts`: writes the manual page, `man/dialtone.1`, from the commands. A test holds it to them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { manPage, processHost, wholeProgram } from '../src/face/cli/index.ts'
import { COMMANDS } from '../src/main/cli.ts'
import { version } from '../src/main/version.ts'

const whole = await wholeProgram({ host: processHost(), version: version(), commands: COMMANDS })
mkdirSync('man', { recursive: true })
writeFileSync('man/dialtone.1', manPage(whole, version()))
