/**
 * The black box: what passed between a service and its modems, and what was decided, kept within bounds and without secrets,
 * and given as captures that Wireshark opens. It sees frames and texts; it must work when whoever decides is wrong.
 *
 * Secrets are taken out before anything is kept, by what `mbim` knows of each CID. Personal data are kept, for the owner of
 * the state alone, and taken out of what is saved unless they are asked for.
 */
export { readCapture, type Capture, type ReadOptions } from './read-capture.ts'
export { CaptureError } from './pcapng/capture-error.ts'
export { CaptureWriter, type CaptureEntry, type CaptureFrame, type CaptureNote } from './capture-file.ts'
export {
  openRecorder,
  type CaptureState,
  type RecordedState,
  type Recorder,
  type RecorderOptions,
  type RecorderSettings,
  type SaveInput,
} from './recorder.ts'
