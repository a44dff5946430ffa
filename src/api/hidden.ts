/** Stands where a personal value was. */
export const HIDDEN = '(hidden)'
