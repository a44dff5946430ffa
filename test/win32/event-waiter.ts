/** The other thread of the test beside: waits as Windows does, and answers each signal with one. */
import { parentPort, workerData } from 'node:worker_threads'
import * as win32 from '../../src/face/win32/index.ts'

const { there, back, rounds } = workerData as {
  there: win32.EVENT_HANDLE
  back: win32.EVENT_HANDLE
  rounds: number
}
const answers: number[] = []
for (let round = 0; round < rounds; round++) {
  answers.push(win32.WaitForMultipleObjectsSync(1, [there], true, round % 2 === 0 ? win32.INFINITE : -1))
  win32.SetEvent(back)
}
const own = win32.CreateEvent(null, true, false)
parentPort?.postMessage({ answers, last: win32.WaitForSingleObjectSync(own, 1) })
