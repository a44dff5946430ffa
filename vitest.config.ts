/**
 * Four projects: `fast` is everything of ours (under a minute), `peer` runs programs nobody here wrote, `package` packs,
 * installs and uses what would be published, `guest` is a whole machine with modems plugged in, in QEMU.
 *
 * Tests run on Node.js as the sources do, with no transformation between (`viteModuleRunner: false`): what Node.js would
 * refuse, a test refuses. Files of one worker share their modules (`isolate: false`): nothing here keeps state in a
 * module or mocks one, and 120 files that import 80 modules take 0.7 s instead of 11.7 s. Processes, not threads: native
 * code is loaded, and a crash should name its file.
 */
import { configDefaults, defineConfig } from 'vitest/config'

if (Number.parseInt(process.versions.node, 10) < 24) {
  throw new Error(`the tests need the pinned Node.js, not ${process.version}: start them by npm or npx`)
}

const peers = 'test/{peer,network,browser,fault/process}/**/*.test.ts'
const packages = 'test/{package,deb}.test.ts'
const guests = 'test/guest/**/*.test.ts'

export default defineConfig({
  test: {
    pool: 'forks',
    isolate: false,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // A test that passes at the second try has found a fault that nobody will look at.
    retry: 0,
    silent: 'passed-only',
    // What is waited for comes as soon as the machine has the time: only what never comes is given up.
    expect: { poll: { timeout: 30_000 } },
    coverage: { include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts'], reporter: ['text-summary', 'html'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['{src,test,examples}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, peers, packages, guests],
          // No test waits for real time; this is for a machine that is busy with something else. The longest, of processes that
          // start one after the other, takes four seconds.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'peer', include: [peers], testTimeout: 180_000, hookTimeout: 180_000 },
      },
      {
        extends: true,
        // Each waits for the other to have built dist/.
        test: { name: 'package', include: [packages], testTimeout: 240_000, hookTimeout: 600_000 },
      },
      {
        extends: true,
        test: {
          name: 'guest',
          include: [guests],
          // Emulated, on a computer that does other things as well, a second becomes ten.
          testTimeout: 180_000,
          hookTimeout: 240_000,
          // One guest at a time, and after all others: it needs the whole computer.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
