/** Events by WebSocket, with no library of ours: what a program in any language would do. */
import WebSocket from 'ws'

const socket = new WebSocket(
  `ws+unix:${process.env['XDG_RUNTIME_DIR'] ?? '/run'}/dialtone/dialtone.sock:/v1/events?since=1`,
)
socket.on('message', (text: Buffer) => {
  const event = JSON.parse(text.toString()) as { readonly type: string; readonly seq?: number }
  console.log(event.seq, event.type)
})
