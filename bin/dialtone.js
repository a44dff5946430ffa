#!/usr/bin/env node
/**
 * What `dialtone` runs. Plain JavaScript, so that a Node.js too old for the rest still gets as far as to say so, or hands
 * over to the pinned Node.js of a clone. It runs the sources where they are (a clone), else the build (a package).
 */
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants, homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LEAN_ENV, LEAN_FLAGS } from './lean.js'

const OLDEST_NODE = 24 // the first to run TypeScript as it is written, and to have all of node:sqlite that we use

const root = fileURLToPath(new URL('..', import.meta.url))
const pinnedNode = join(root, 'node_modules/node/bin/node')

const SERVICES = ['serve', 'start']

if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) {
  const [command = ''] = process.argv.slice(2)
  if (SERVICES.includes(command) && !isLean()) becomeLean()
  await run()
} else if (existsSync(pinnedNode) && process.execPath !== pinnedNode) {
  await handOver()
} else {
  const clone = existsSync(join(root, 'src'))
  console.error(
    `dialtone needs Node.js ${OLDEST_NODE} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      (clone
        ? 'A clone brings its own: run "npm ci", with install scripts allowed for the package "node".'
        : 'Install a newer one, or add it to your project: "npm install node@24".'),
  )
  process.exitCode = 1
}

async function run() {
  const sources = join(root, 'src/main/cli.ts')
  const clone = existsSync(sources)
  // Starting is mostly compiling: with the cache a command takes a quarter of the time. Not in the shared temporary
  // folder that is Node's default: what lies there could be planted by another user. Node.js keeps all that it has taken
  // from there in memory, 5 MB for a service: one that is built starts fast enough without.
  if (clone || !SERVICES.includes(process.argv[2])) {
    module.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? cacheFolder())
  }
  const { main } = await import(clone ? sources : '../dist/main/cli.js')
  process.exitCode = await main(process.argv.slice(2))
  // Whoever was interrupted listens still, for an echo of it. A process that ends by itself stops listening first, and would die of
  // one that comes just then: as npm passes Ctrl-C on to whom the terminal has sent it already.
  if (process.listenerCount('SIGINT') > 0) process.exit()
}

function isLean() {
  return LEAN_FLAGS.every((flag) => process.execArgv.includes(flag))
}

/** Begins anew under the same id with less memory; where that cannot be, goes on as it is. */
function becomeLean() {
  try {
    const argv = [process.execPath, ...LEAN_FLAGS, ...process.execArgv, ...process.argv.slice(1)]
    process.execve(process.execPath, argv, { ...LEAN_ENV, ...process.env })
  } catch {
    // A library that was loaded before, or a sandbox, does not allow it: the service runs all the same.
  }
}

/** Runs this file again on the pinned Node.js, and ends as that does. */
async function handOver() {
  const { spawn } = await import('node:child_process')
  const child = spawn(pinnedNode, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' })
  // A terminal's Ctrl-C reaches the child by itself, a signal to this process alone does not.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`dialtone cannot run ${pinnedNode}: ${error.message}`)
      process.exitCode = 1
      resolve()
    })
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? 128 + constants.signals[signal]
      if (signal !== null) {
        for (const name of signals) process.removeAllListeners(name)
        process.kill(process.pid, signal)
      }
      resolve()
    })
  })
}

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dialtone')
}
