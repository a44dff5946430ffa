import { expect, test } from 'vitest'
import { Mailbox } from './mailbox.ts'

test('an idle mailbox handles a letter at once', () => {
  const seen: number[] = []
  const mailbox = new Mailbox<number>((letter) => seen.push(letter), fail)
  mailbox.post(1)
  expect(seen).toEqual([1])
})

test('a letter posted while one is handled waits its turn', () => {
  const seen: string[] = []
  const mailbox = new Mailbox<number>((letter) => {
    seen.push(`begin ${letter}`)
    if (letter === 1) {
      mailbox.post(2)
      mailbox.post(3)
    }
    seen.push(`end ${letter}`)
  }, fail)
  mailbox.post(1)
  expect(seen).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3'])
})

test('a handler that throws harms no letter behind it', () => {
  const seen: number[] = []
  const failures: unknown[] = []
  const mailbox = new Mailbox<number>(
    (letter) => {
      if (letter === 1) {
        mailbox.post(2)
        throw new Error('the first')
      }
      seen.push(letter)
    },
    (thrown, letter) => failures.push([String(thrown), letter]),
  )
  mailbox.post(1)
  mailbox.post(3)
  expect(seen).toEqual([2, 3])
  expect(failures).toEqual([['Error: the first', 1]])
})

test('a closed mailbox drops what waits and refuses what comes', () => {
  const seen: number[] = []
  const mailbox = new Mailbox<number>((letter) => {
    seen.push(letter)
    mailbox.post(2)
    mailbox.close()
    mailbox.post(3)
  }, fail)
  mailbox.post(1)
  mailbox.post(4)
  expect(seen).toEqual([1])
})

function fail(thrown: unknown): never {
  throw thrown
}
