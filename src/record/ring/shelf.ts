/** Where the segments of a ring lie, oldest first: in a folder, or in memory. Each is a capture file of its own. */

export interface Segment {
  readonly number: number
  /** In bytes. */
  readonly size: number
  /** When it was last written to, as far as that is known. */
  readonly writtenAt: number
}

export interface Shelf extends AsyncDisposable {
  /** What is there from before, each cut to what is whole. */
  open(): Promise<readonly Segment[]>
  /** Adds whole blocks to a segment, which is made with the first. What fails leaves it as it was. */
  append(segment: number, bytes: Uint8Array): Promise<void>
  remove(segment: number): Promise<void>
  read(segment: number): Promise<Uint8Array>
  /** What stands before the first segment; nothing where that is nothing. */
  readHead(): Promise<Uint8Array | undefined>
  /** In place of what was there: all of it, or it fails and that stays. */
  writeHead(bytes: Uint8Array): Promise<void>
}
