/** The forms from which all schemas are made. */
import { Type, type TObject, type TProperties, type TString } from 'typebox'

/** An object with these properties and no other. */
export const object = <T extends TProperties>(properties: T, description?: string): TObject<T> =>
  Type.Object(properties, {
    additionalProperties: false,
    ...(description === undefined ? {} : { description }),
  })

export const text = (description: string): TString => Type.String({ description })

/** The same object, with the name of the version that it is. */
export const tagged = <T extends TProperties>({ properties }: TObject<T>): TObject<T & { etag: TString }> =>
  object({ ...properties, etag: text('Names this version: for If-Match') })
