/** `dialtone help TOPIC`: what concerns every command. */
import { EXIT } from './exit-code.ts'

const MEANINGS: Record<keyof typeof EXIT, string> = {
  done: 'done',
  failed: 'the operation failed; the cause is printed',
  usage: 'wrong usage: nothing was asked of the service',
  notFound: 'no such modem, connection, profile, interface or request',
  accessDenied: 'access denied: you lack the right',
  notRunning: 'the service is not running',
  timedOut: 'timed out; what was asked for has been given up',
}

export const TOPICS: Readonly<Record<string, () => string>> = {
  'exit-codes': () =>
    `A command ends with

${Object.entries(EXIT)
  .map(([name, code]) => `  ${code}  ${MEANINGS[name as keyof typeof EXIT]}`) // its own keys
  .join('\n')}

With --json what went wrong is a problem document on the standard error, whose code is one of docs/errors.md.`,
  environment: () => `DIALTONE_SOCKET     the service's Unix socket; --socket comes first
DIALTONE_CONFIG     the configuration file of a service that is started
XDG_RUNTIME_DIR     where the socket of a user's own service is
XDG_STATE_HOME      where a user's own service keeps its state
NO_COLOR            no colours, whatever the terminal is
FORCE_COLOR         colours, whatever the output is; 0 for none`,
  names:
    () => `A modem is called modem0, its connection the same, a second session of it modem0/1. Each also has an id that
stays the same when the modem is plugged in again; commands take either. Where there is one only, the name may
be left out. A dial interface is found whether its name is written in small or in capital letters.

Requests have numbers: connect and what else takes time prints one with --no-wait, and "dialtone request show"
says what became of it.`,
}
