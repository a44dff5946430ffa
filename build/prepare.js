/**
 * What npm runs after an install in a clone: the dashboard is built, so that `npm start` has it. Where the development
 * tools were left out there is nothing to build it with, which is no fault: the service says how to get it. Plain
 * JavaScript, as the Node.js of such a place may not run TypeScript.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`)
    return true
  } catch {
    return false
  }
}

if (isInstalled('vite') && Number.parseInt(process.versions.node, 10) >= 24) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'web.ts')], { stdio: 'inherit' })
  process.exitCode = status ?? 1
} else {
  console.log(
    'the dashboard is not built: that takes the development dependencies (npm ci, then npm run build:web)',
  )
}
