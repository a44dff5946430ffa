/** A device service: a set of commands known by a UUID (MBIM 1.0 §10.1). */
export interface Service {
  /** In words: `basic-connect`. */
  readonly name: string
  readonly uuid: string
  /** For a person: `Basic IP connectivity`. */
  readonly title: string
  /** Whether MBIM 1.0 itself defines it. */
  readonly standard: boolean
}

export function service(
  name: string,
  uuid: string,
  title: string,
  options: { readonly standard?: boolean } = {},
): Service {
  return { name, uuid, title, standard: options.standard ?? false }
}
