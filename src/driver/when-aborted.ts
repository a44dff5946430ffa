/** Calls `act` when `signal` aborts, at once where it has already; never after it was disposed. */
export function whenAborted(signal: AbortSignal, act: () => void): Disposable {
  if (signal.aborted) act()
  else signal.addEventListener('abort', act, { once: true })
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', act) }
}
