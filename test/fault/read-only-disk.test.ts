import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { toPublicProfile } from '../../src/core/index.ts'
import { openStore } from '../../src/store/index.ts'
import { profileWithPassword as profile } from '../support/profile-with-password.ts'
import { scratch } from '../support/scratch.ts'

const reader = fileURLToPath(new URL('./read-only-reader.ts', import.meta.url))

/** Mounting takes root. */
test.skipIf(process.getuid?.() !== 0)(
  'a disk that is read-only is read, passwords too, whoever else may read the key',
  async () => {
    using place = scratch()
    const folder = join(place.path, 'state')
    const store = openStore({ folder })
    store.profiles.put(profile, { type: 'profile.added', data: toPublicProfile(profile) })
    await store.close()
    chmodSync(join(folder, 'dialtone.key'), 0o644)
    const command = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'
    const words = ['-m', 'sh', '-c', command, 'sh', folder, process.execPath, reader, folder, profile.name]
    expect(JSON.parse(execFileSync('unshare', words, { encoding: 'utf8' }))).toEqual({
      password: 'correct horse battery staple',
      trouble: 'storage_failed',
    })
  },
)
