/**
 * Segments as files of a folder: `ring-000017.pcapng`, and `ring-head.pcapng` before them. They hold personal data, so they are
 * their owner's alone. A file whose writer was killed may end in the middle of a block; opening cuts that off.
 */
import {
  open,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
  type FileHandle,
} from 'node:fs/promises'
import { join } from 'node:path'
import { BLOCK_FRAME } from '../pcapng/block.ts'
import { CaptureError } from '../pcapng/capture-error.ts'
import { readBlocks } from '../pcapng/read-blocks.ts'
import type { Segment, Shelf } from './shelf.ts'

interface Current {
  readonly number: number
  readonly file: FileHandle
  size: number
}

export class FolderShelf implements Shelf {
  readonly #folder: string
  readonly #prefix: string
  /** The segment that is written to. */
  #current: Current | undefined

  constructor(folder: string, prefix: string) {
    this.#folder = folder
    this.#prefix = prefix
  }

  async open(): Promise<readonly Segment[]> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const pattern = new RegExp(`^${this.#prefix}-(\\d{6,12})\\.pcapng$`)
    const numbers = (await readdir(this.#folder))
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((one, other) => one - other)
    const segments: Segment[] = []
    for (const number of numbers) {
      const path = this.#path(number)
      // Only the last one was being written to.
      if (number === numbers.at(-1)) await cutTornTail(path)
      const { size, mtimeMs } = await stat(path)
      if (size === 0) await rm(path)
      else segments.push({ number, size, writtenAt: mtimeMs })
    }
    return segments
  }

  async append(segment: number, bytes: Uint8Array): Promise<void> {
    const current = this.#current?.number === segment ? this.#current : await this.#begin(segment)
    try {
      let written = 0
      while (written < bytes.length) {
        const position = current.size + written
        const { bytesWritten } = await current.file.write(bytes, written, bytes.length - written, position)
        written += bytesWritten
      }
      current.size += bytes.length
    } catch (thrown) {
      // Half a block is worth nothing, and would hide what is written behind it.
      await current.file.truncate(current.size).catch(() => undefined)
      throw thrown
    }
  }

  async remove(segment: number): Promise<void> {
    if (this.#current?.number === segment) await this.#close()
    await rm(this.#path(segment), { force: true })
  }

  async read(segment: number): Promise<Uint8Array> {
    return readFile(this.#path(segment))
  }

  async readHead(): Promise<Uint8Array | undefined> {
    return readFile(this.#head).catch((thrown: unknown) => {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined // of the file system
      throw thrown
    })
  }

  async writeHead(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) {
      await rm(this.#head, { force: true })
      return
    }
    const fresh = `${this.#head}.new`
    await writeFile(fresh, bytes, { mode: 0o600 })
    await rename(fresh, this.#head)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close()
  }

  async #begin(number: number): Promise<Current> {
    await this.#close()
    const file = await open(this.#path(number), 'w', 0o600)
    return (this.#current = { number, file, size: 0 })
  }

  async #close(): Promise<void> {
    const current = this.#current
    this.#current = undefined
    await current?.file.close()
  }

  get #head(): string {
    return join(this.#folder, `${this.#prefix}-head.pcapng`)
  }

  #path(number: number): string {
    return join(this.#folder, `${this.#prefix}-${number.toString().padStart(6, '0')}.pcapng`)
  }
}

/** What follows the last whole block was never written to its end. */
async function cutTornTail(path: string): Promise<void> {
  const bytes = await readFile(path)
  let end = 0
  try {
    for (const block of readBlocks(bytes)) end = block.at + block.body.length + BLOCK_FRAME
  } catch (thrown) {
    if (!(thrown instanceof CaptureError)) throw thrown
  }
  if (end < bytes.length) await truncate(path, end)
}
