/** Where the operations on the recorder live in HTTP. */
import type { Operation } from '../operation.ts'
import type { CaptureService } from './capture-service.ts'

export const CAPTURE_OPERATIONS = {
  captureStatus: {
    method: 'GET',
    path: '/capture/status',
    scope: 'capture',
    status: 200,
    summary: 'What the recorder has, and whether a capture is running',
  },
  startCapture: {
    method: 'POST',
    path: '/capture/start',
    scope: 'capture',
    status: 200,
    summary: 'Begin a capture, in place of the one before',
  },
  stopCapture: {
    method: 'POST',
    path: '/capture/stop',
    scope: 'capture',
    status: 200,
    summary: 'End the capture that is running',
  },
  saveCapture: {
    method: 'GET',
    path: '/capture',
    scope: 'capture',
    status: 200,
    summary: 'What was recorded, as a file for Wireshark',
    binary: 'application/vnd.tcpdump.pcap',
  },
} as const satisfies Record<keyof CaptureService, Operation>
