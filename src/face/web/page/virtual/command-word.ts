/** What a button does that makes something happen: the names of the commands are written for who types them. */
const WORDS: Readonly<Record<string, string>> = {
  call: 'Call the modem',
  disconnect: 'Disconnect a context',
  detach: 'Detach',
  roam: 'Roam',
  home: 'Come home',
  deny: 'Deny the subscriber',
  allow: 'Allow the subscriber',
  prefer: 'Prefer other networks',
  carriers: 'Offer other carriers',
  subscription: 'Set the subscription',
  activation: 'Set the answer to activation',
  'ip-change': 'Change the addresses',
  apn: 'Set up an access point',
  provision: 'Provision a context',
  congestion: 'Congest the network',
  signal: 'Set the signal',
  traffic: 'Count traffic',
  sms: 'Send an SMS',
  'sms-network': 'Set the answer to SMS',
  'remove-sim': 'Remove the SIM',
  'insert-sim': 'Insert the SIM',
  'lock-sim': 'Lock the SIM',
  'unlock-sim': 'Unlock the SIM',
  'radio-switch': 'Move the radio switch',
  emergency: 'Call for help',
  'voice-call': 'Talk',
  multicarrier: 'Set multi-carrier',
  'vendor-notice': 'Send a vendor notice',
  wedge: 'Wedge the modem',
  restart: 'Restart the modem',
  unplug: 'Unplug the modem',
  plug: 'Plug the modem in',
  fault: 'Disturb messages',
  'clear-faults': 'Clear all faults',
}

/** `remove-sim` → `Remove the SIM`; `new-thing`, of a newer service, → `New thing`. */
export function commandWord(name: string): string {
  const text = WORDS[name] ?? name.replaceAll('-', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
