/**
 * The private folder of one line. pppd sees its `etc` as `/etc/ppp`, and nobody else does: its scripts are ours, its secrets
 * are of this link alone, and what the machine has in `/etc/ppp` neither counts nor is changed. No word of a setting is in a
 * script: they are the same for every line.
 *
 * What pppd tells stays here as files, so that whoever comes after this process finds it.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEnvironment, TELLERS, type Teller, type Told } from './told.ts'

/** What a link is for, kept beside it. */
export interface SessionRecord {
  readonly v: 1
  /** The device, and that of the network. */
  readonly line: string
  readonly link: string
  /** The id of the dial interface that has dialled; absent while callers are waited for. */
  readonly owner?: string
  readonly by?: string
}

export interface SessionFiles {
  readonly options: string
  /** A script of chat, where the line has a modem. */
  readonly chat?: string
  readonly secrets?: string
}

/** Bytes of the end of a log that are looked at. */
const LOG_TAIL = 16 * 1024

const HEAD = `#!/bin/sh
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin
`

/** Keeps what pppd tells; written whole or not at all. The path of the script says which it is. */
const KEEP = `name=\${0##*/}
cat /proc/self/environ >"/etc/ppp/told/.$name" && mv "/etc/ppp/told/.$name" "/etc/ppp/told/$name"
`

/** Takes back what was told when the family came up. */
const FORGET = `name=\${0##*/}
rm -f "/etc/ppp/told/\${name%-down}-up"
`

/**
 * The advertisements of a router are to bring addresses and no routes, whether this machine is a router itself or not; a route that
 * one has brought before is taken away. Where that cannot be, nothing is told. A kernel asks for advertisements when a device gets its
 * link-local address, unless it is a router that takes none: on such the address is given anew, now that it takes them.
 */
const NO_ROUTES = `conf=/proc/sys/net/ipv6/conf/$IFNAME
echo 0 >"$conf/accept_ra_defrtr" && echo 2 >"$conf/accept_ra" || exit
ip -6 route flush dev "$IFNAME" proto ra || exit
if [ "$(cat "$conf/forwarding")" = 1 ]; then
  ip -6 address flush dev "$IFNAME" scope link
  ip -6 address add "$LLLOCAL" \${LLREMOTE:+peer "$LLREMOTE"} dev "$IFNAME" || exit
fi
`

/** Has chat speak with the modem, and keeps how that ended. */
const CONNECT = `chat -S -f /etc/ppp/chat
status=$?
printf 'STATUS=%s' "$status" >/etc/ppp/told/.connect && mv /etc/ppp/told/.connect /etc/ppp/told/connect
exit "$status"
`

const SCRIPTS = {
  connect: CONNECT,
  'ip-up': KEEP,
  'ip-down': FORGET,
  'ipv6-up': NO_ROUTES + KEEP,
  'ipv6-down': FORGET,
} satisfies Readonly<Record<Teller | 'ip-down' | 'ipv6-down', string>>

export class SessionFolder {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** As pppd sees it: `/etc/ppp`. */
  get etc(): string {
    return join(this.path, 'etc')
  }

  /** Where what it tells appears. */
  get told(): string {
    return join(this.etc, 'told')
  }

  /** What the process that starts pppd says of itself: as of `/proc/PID/stat`. */
  get process(): string {
    return join(this.path, 'process')
  }

  /** Made anew: nothing of an earlier session is left. */
  prepare(record: SessionRecord, { options, chat, secrets = '' }: SessionFiles): void {
    this.clear()
    mkdirSync(this.told, { recursive: true, mode: 0o700 })
    this.#write('options', '')
    this.#write('dialtone', options)
    this.writeSecrets(secrets)
    if (chat !== undefined) this.#write('chat', chat)
    for (const [name, script] of Object.entries(SCRIPTS)) this.#write(name, HEAD + script, 0o700)
    writeFileSync(join(this.path, 'record.json'), JSON.stringify(record), { mode: 0o600 })
  }

  /** Read by pppd whenever a caller is to prove something. */
  writeSecrets(secrets: string): void {
    for (const name of ['pap-secrets', 'chap-secrets']) this.#write(name, secrets)
  }

  /** pppd has read them: they are on no disk any more. */
  forgetSecrets(): void {
    for (const name of ['dialtone', 'pap-secrets', 'chap-secrets', 'chat']) {
      rmSync(join(this.etc, name), { force: true })
    }
  }

  clear(): void {
    rmSync(this.path, { recursive: true, force: true })
  }

  /** Nothing where there is none, or it is of a version that is not known here. */
  record(): SessionRecord | undefined {
    try {
      const read: unknown = JSON.parse(readFileSync(join(this.path, 'record.json'), 'utf8'))
      return isRecord(read) ? read : undefined
    } catch {
      return undefined
    }
  }

  read(): Told {
    const told: Partial<Record<(typeof TELLERS)[number], ReadonlyMap<string, string>>> = {}
    for (const name of this.#names()) {
      const teller = TELLERS.find((one) => one === name)
      if (teller !== undefined) told[teller] = readEnvironment(readFileSync(join(this.told, name)))
    }
    return told
  }

  /** The end of what pppd has logged. */
  log(): string {
    try {
      const bytes = readFileSync(join(this.etc, 'log'))
      return bytes.subarray(-LOG_TAIL).toString('utf8')
    } catch {
      return ''
    }
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.told)
    } catch {
      return []
    }
  }

  /** Replaced as a whole: pppd may be reading it. */
  #write(name: string, text: string, mode = 0o600): void {
    const path = join(this.etc, name)
    writeFileSync(`${path}.new`, text, { mode })
    renameSync(`${path}.new`, path)
  }
}

function isRecord(read: unknown): read is SessionRecord {
  // Written by `prepare` alone.
  return typeof read === 'object' && read !== null && 'v' in read && read.v === 1 && 'line' in read
}
