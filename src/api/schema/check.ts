/**
 * Holds the schemas to the types of the contract, both ways, at compile time: a field that is added, removed or renamed
 * in one place only does not compile. Nothing here runs.
 */
import type { Static } from 'typebox'
import type { EventData, EventType } from '../../core/index.ts'
import type { OperationName } from '../operation.ts'
import type { Problem } from '../problem.ts'
import type { Service } from '../service.ts'
import type { EVENT_DATA } from './event.ts'
import type { PROBLEM, SCHEMAS } from './operation.ts'

/** A type with what mere assignability would let slip written into it: which fields are optional. */
type Exact<T> = T extends readonly (infer Item)[]
  ? readonly Exact<Item>[]
  : T extends object
    ? {
        readonly [Key in keyof T]-?: object extends Pick<T, Key>
          ? readonly ['optional', Exact<Exclude<T[Key], undefined>>]
          : readonly ['required', Exact<T[Key]>]
      }
    : T

/** `true` where each is assignable to the other, else both, for the compiler to show. */
type Same<Schema, Contract> = [Exact<Schema>, Exact<Contract>] extends [Exact<Contract>, Exact<Schema>]
  ? true
  : { readonly schema: Schema; readonly contract: Contract }

type InputOf<Name extends OperationName> =
  Required<Parameters<Service[Name]>> extends readonly [infer Input, ...unknown[]] ? Input : object

type Checked = {
  readonly [Name in OperationName]: readonly [
    Same<Static<(typeof SCHEMAS)[Name]['input']>, InputOf<Name>>,
    Same<Static<(typeof SCHEMAS)[Name]['output']>, Awaited<ReturnType<Service[Name]>>>,
  ]
}

type CheckedEvents = {
  readonly [Name in EventType]: Same<Static<(typeof EVENT_DATA)[Name]>, EventData[Name]>
}

/** Fails to compile unless `T` is what is demanded of it. */
type Holds<T extends Record<string, readonly [true, true] | true>> = T

export type SchemasHold = [
  Holds<Checked>,
  Holds<CheckedEvents>,
  Holds<{ readonly problem: Same<Static<typeof PROBLEM>, Problem> }>,
]
