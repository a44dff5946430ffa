/** Whether somebody has gone from one page to another: the first one is where the browser's own focus is. */
let moves = 0

export function moved(): void {
  moves++
}

export function arrived(): boolean {
  return moves > 0
}
