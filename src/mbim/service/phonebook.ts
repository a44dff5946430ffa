/** The phonebook of the SIM (MBIM 1.0 errata-1, device service Phonebook). */
import { cid, empty } from '../cid.ts'
import { personal } from '../codec/codec.ts'
import { u32 } from '../codec/integer.ts'
import { olStructList } from '../codec/list.ts'
import { countOf } from '../codec/presence.ts'
import { string } from '../codec/string.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import { PhonebookFlag, PhonebookState, PhonebookWriteFlag } from '../word/message.ts'

export const Phonebook = service('phonebook', '4bf38476-1e6a-41db-b1d8-bed289c25bdb', 'Phonebook', {
  standard: true,
})

/** How large the phonebook is, and whether it is ready. MBIM 1.0 errata-1, MBIM_CID_PHONEBOOK_CONFIGURATION */
export const PhonebookConfiguration = cid(Phonebook, 1, 'configuration', {
  query: empty,
  info: struct({
    state: PhonebookState,
    numberOfEntries: u32,
    usedEntries: u32,
    maxNumberLength: u32,
    maxNameLength: u32,
  }),
  standardIndication: true,
})

export const PhonebookEntry = struct({
  entryIndex: u32,
  number: personal(string()),
  name: personal(string()),
})

const filter = struct({ filterFlag: PhonebookFlag, filterMessageIndex: u32 })

/** Entries, all or by index (from 1 on). MBIM 1.0 errata-1, MBIM_CID_PHONEBOOK_READ */
export const PhonebookRead = cid(Phonebook, 2, 'read', {
  query: filter,
  response: struct({ entryCount: countOf('entries'), entries: olStructList(PhonebookEntry) }),
})

/** Deletes entries, all or by index. MBIM 1.0 errata-1, MBIM_CID_PHONEBOOK_DELETE */
export const PhonebookDelete = cid(Phonebook, 3, 'delete', { set: filter, response: empty })

/** Writes an entry, to a free place or over another one. MBIM 1.0 errata-1, MBIM_CID_PHONEBOOK_WRITE */
export const PhonebookWrite = cid(Phonebook, 4, 'write', {
  set: struct({
    saveFlag: PhonebookWriteFlag,
    saveIndex: u32,
    number: personal(string()),
    name: personal(string()),
  }),
  response: empty,
})
