/** The number of a group of this computer. */
import { readFile } from 'node:fs/promises'
import { DialtoneError } from '../../../base/index.ts'

/** By its name in `/etc/group` (group(5)), or by its number. @throws DialtoneError `not_found` */
export async function groupId(group: string, file = '/etc/group'): Promise<number> {
  if (/^\d{1,9}$/.test(group)) return Number(group)
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.split(':'))
  const id = lines.find(([name]) => name === group)?.[2]
  if (id !== undefined && /^\d+$/.test(id)) return Number(id)
  throw new DialtoneError(
    'not_found',
    `there is no group ${JSON.stringify(group)} on this computer: make it with "groupadd --system", or give its number`,
  )
}
