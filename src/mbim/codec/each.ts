/** Rows of elements, of which a failure says the number: `providers.1.name`. */
import { ValueError, WireError } from './wire-error.ts'

export function readEach<T>(count: number, read: (index: number) => T): T[] {
  const list: T[] = []
  for (let index = 0; index < count; index++) {
    try {
      list.push(read(index))
    } catch (thrown) {
      throw WireError.inside(thrown, index.toString())
    }
  }
  return list
}

export function writeEach<T>(list: readonly T[], write: (item: T, index: number) => void): void {
  for (const [index, item] of list.entries()) {
    try {
      write(item, index)
    } catch (thrown) {
      throw ValueError.inside(thrown, index.toString())
    }
  }
}
