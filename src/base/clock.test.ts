import { expect, test } from 'vitest'
import { systemClock } from './clock.ts'
import { Milliseconds } from './duration.ts'

test('a delay that is over already ends at once, and nobody is warned', async () => {
  const warnings: string[] = []
  const warned = ({ name }: Error): void => void warnings.push(name)
  process.on('warning', warned)
  try {
    await new Promise<void>((resolve) => void systemClock.setTimer(Milliseconds(-0.01), resolve))
    // Warnings are told in a turn of their own.
    await new Promise(setImmediate)
    expect(warnings).toEqual([])
  } finally {
    process.off('warning', warned)
  }
})
