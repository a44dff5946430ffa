/** Behind the link: tells when a datagram came, in milliseconds of the machine's monotonic clock. */
import { createSocket } from 'node:dgram'

const socket = createSocket('udp4')
socket.on('message', () => process.send?.(Number(process.hrtime.bigint()) / 1e6))
socket.bind(9, '203.0.113.10', () => process.send?.('ready'))
process.on('disconnect', () => process.exit())
