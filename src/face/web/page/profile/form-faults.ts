/**
 * What is wrong with a profile, in the words of a form: who fills in fields knows of no lines and elements. The service checks
 * the XML that the form stands for, and says which element it is about.
 */
import { sentence } from '../../text/explain.ts'
import type { ProfileForm } from './profile-form.ts'
import type { Problem } from './use-check.ts'

export const LABELS = {
  name: 'Name',
  description: 'Description',
  subscriber: 'Subscriber (IMSI)',
  accessString: 'Access point (APN)',
  userName: 'User name',
  password: 'Password',
} as const satisfies Partial<Record<keyof ProfileForm, string>>

type FieldName = keyof typeof LABELS

const FIELDS: Readonly<Record<string, FieldName>> = {
  Name: 'name',
  Description: 'description',
  SubscriberID: 'subscriber',
  AccessString: 'accessString',
  UserName: 'userName',
  Password: 'password',
}

export interface FormFaults {
  /** By the field that it is about. */
  readonly fields: Partial<Record<FieldName, string>>
  /** All of it, in a sentence; nothing where the service said what is no matter of fields. */
  readonly text?: string
}

export function formFaults(problems: readonly Problem[]): FormFaults {
  const fields: Partial<Record<FieldName, string>> = {}
  const others: string[] = []
  for (const { element = '', message, rule } of problems) {
    const field = Object.hasOwn(FIELDS, element) ? FIELDS[element] : undefined
    if (field === undefined) others.push(sentence(message))
    else fields[field] ??= sentence(rule ?? message)
  }
  // The cast repeats whose keys they are.
  const names = (Object.keys(fields) as FieldName[]).map((field) => LABELS[field])
  const text = [...(names.length === 0 ? [] : [`Not valid yet: ${names.join(', ')}.`]), ...others].join(' ')
  return { fields, ...(text !== '' && { text }) }
}
