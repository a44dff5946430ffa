/** What a state folder holds. */
export const FILE = 'dialtone.sqlite'
export const KEY = 'dialtone.key'
