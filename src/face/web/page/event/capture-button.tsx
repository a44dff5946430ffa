/** Saves what the service has recorded of its modems, without personal data, as a file for Wireshark. */
import type { Service } from '../../../../api/index.ts'
import { ActionButton } from '../../part/button.tsx'
import { useApp } from '../../state/app.ts'

export function CaptureButton() {
  const { clock } = useApp()
  const save = async (service: Service): Promise<void> => {
    const name = new Date(clock.now()).toISOString().slice(0, 19).replaceAll(':', '')
    download(`dialtone-${name}.pcapng`, await service.saveCapture())
  }
  return (
    <ActionButton
      icon="save"
      operation="saveCapture"
      action={{
        subject: 'capture',
        kind: 'save',
        words: {
          doing: 'Fetching the capture',
          done: 'The capture is saved',
          failed: 'The capture could not be saved',
        },
        call: save,
      }}
    >
      Save a capture
    </ActionButton>
  )
}

/** As browsers are told to save what a page has: by a link that nobody sees. */
function download(name: string, bytes: Uint8Array): void {
  // What came over the network stands on memory of its own, never on shared memory.
  const url = URL.createObjectURL(
    new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/vnd.tcpdump.pcap' }),
  )
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
