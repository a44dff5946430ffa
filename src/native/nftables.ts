/**
 * The language of `nft`, run by the library under that program (libnftables): a script is one transaction, applied whole or not at
 * all. In this process because a child costs 4 to 12 ms and this 0.1.
 */
import { closeSync, openSync } from 'node:fs'
import { loadKoffi } from './libc.ts'

/** Of nftables/libnftables.h: output as JSON. */
const NFT_CTX_OUTPUT_JSON = 1 << 4

interface Libnftables {
  create(flags: number): unknown
  free(context: unknown): void
  bufferOutput(context: unknown): number
  bufferError(context: unknown): number
  setFlags(context: unknown, flags: number): void
  run(context: unknown, script: string): number
  output(context: unknown): string
  error(context: unknown): string
}

/** A script that was refused: what `nft` would have printed. */
export class NftablesError extends Error {}

let library: Libnftables | undefined

/**
 * The library waits by select(2), which aborts the process for a descriptor of 1024 and more. So a low one is kept for it, given up
 * while it runs.
 */
const FD_SETSIZE = 1024
let reserve = -1

/** @throws Error when libnftables is not installed */
function load(): Libnftables {
  if (library !== undefined) return library
  const loaded = loadKoffi().load('libnftables.so.1')
  // koffi's functions are typed by their declaration's text, which the compiler cannot read.
  const call = (declaration: string): never => loaded.func(declaration) as never
  library = {
    create: call('void *nft_ctx_new(uint32_t flags)'),
    free: call('void nft_ctx_free(void *context)'),
    bufferOutput: call('int nft_ctx_buffer_output(void *context)'),
    bufferError: call('int nft_ctx_buffer_error(void *context)'),
    setFlags: call('void nft_ctx_output_set_flags(void *context, unsigned int flags)'),
    run: call('int nft_run_cmd_from_buffer(void *context, const char *script)'),
    output: call('const char *nft_ctx_get_output_buffer(void *context)'),
    error: call('const char *nft_ctx_get_error_buffer(void *context)'),
  }
  reserve = openSync('/dev/null', 'r')
  return library
}

/** Whether the library is there. */
export function hasNftables(): boolean {
  try {
    load()
    return true
  } catch {
    return false
  }
}

/**
 * Runs a script and gives what it printed, as JSON when asked for.
 * @throws NftablesError when the script or the kernel refuses; nothing of it has been applied then
 * @throws Error when libnftables is not installed
 */
export function runNftables(script: string, options: { json?: boolean } = {}): string {
  const nft = load()
  // Where it could not be had again the last time, it is tried for now.
  if (reserve < 0) reserve = openSync('/dev/null', 'r')
  if (reserve >= FD_SETSIZE) {
    throw new NftablesError('too many files were open before nftables was first used')
  }
  closeSync(reserve)
  // Not ours any more: what has this number from now on is somebody else's.
  reserve = -1
  // A context each: one that is still there when the process ends writes into a library that is gone, and crashes it.
  const context = nft.create(0)
  try {
    if (nft.bufferOutput(context) !== 0 || nft.bufferError(context) !== 0) {
      throw new NftablesError('libnftables gives no buffer')
    }
    if (options.json === true) nft.setFlags(context, NFT_CTX_OUTPUT_JSON)
    if (nft.run(context, script) !== 0) throw new NftablesError(firstLine(nft.error(context)))
    return nft.output(context)
  } finally {
    nft.free(context)
    reserve = openSync('/dev/null', 'r')
  }
}

/** Below it the library prints the whole script with marks under it. */
function firstLine(text: string): string {
  const line = text.split('\n').find((part) => part !== '') ?? 'libnftables gives no reason'
  return line.replace(/^Error: /, '')
}
