/**
 * Why something is as it is: the chain of reasons from what was asked about down to the modem, with the facts behind each,
 * what would change it, and what happens next by itself. Made from the states of the machines, never from their sentences;
 * all its texts are for people, and none holds personal data.
 */
import { compact, type Instant } from '../base/index.ts'
import type { Cause } from './cause.ts'
import type { ConnectionState } from './connection.ts'
import type { DialState, UnreachabilityReason } from './dial-interface.ts'
import type { ModemState } from './modem.ts'

/**
 * `well`: as it should be. `held`: down by somebody's wish or by a rule that was set. `busy`: on its way, nobody need do
 * anything. `unclear`: the modem has not told, so nothing speaks against it. `blocked`: nothing gets through until
 * something changes.
 */
export const EXPLANATION_STANDINGS = ['well', 'held', 'busy', 'unclear', 'blocked'] as const
export type ExplanationStanding = (typeof EXPLANATION_STANDINGS)[number]

/** From the outside in: each rests on those after it. SIM, radio and modem rest on nothing. */
export const EXPLANATION_PARTS = [
  'dial-interface',
  'data-path',
  'connection',
  'packet-service',
  'registration',
  'sim',
  'radio',
  'modem',
] as const
export type ExplanationPart = (typeof EXPLANATION_PARTS)[number]

/** A fact behind a reason, for people: `Attempt`, `2 of 4`. */
export interface ExplanationFact {
  readonly name: string
  readonly value: string
}

export interface ExplanationStep {
  readonly part: ExplanationPart
  /** What it is, or belongs to: the name of an interface, a connection or a modem. */
  readonly name: string
  readonly state: string
  readonly standing: ExplanationStanding
  /** Why it is in this state: a sentence without its full stop. */
  readonly text: string
  readonly since?: Instant
  readonly cause?: Cause
  readonly facts: readonly ExplanationFact[]
}

/** Something that would change it. */
export interface Remedy {
  readonly text: string
  /** To be typed as it stands, but for words in capitals. */
  readonly command?: string
}

export type ExplainedState =
  | { readonly what: 'modem'; readonly state: ModemState }
  | { readonly what: 'connection'; readonly state: ConnectionState }
  | { readonly what: 'dial-interface'; readonly state: DialState }

export interface Explanation {
  readonly what: ExplainedState['what']
  readonly id: string
  readonly name: string
  readonly state: ExplainedState['state']
  readonly standing: ExplanationStanding
  /** When the present state began. */
  readonly since?: Instant
  /** All of it in a sentence, without its full stop. */
  readonly summary: string
  /** From the outside in. */
  readonly steps: readonly ExplanationStep[]
  /** What went wrong last; absent where nothing did, or where it ended by somebody's wish. */
  readonly lastError?: Cause
  /** Of a dial interface that is unreachable. */
  readonly unreachability?: readonly UnreachabilityReason[]
  /** The nearest to the root of the matter first. Never empty where it is `blocked`. */
  readonly remedies: readonly Remedy[]
  /** What happens next by itself. */
  readonly next?: { readonly at: Instant; readonly text: string }
}

/** A step, and what would change it. */
export interface ReasonedStep extends ExplanationStep {
  readonly remedies: readonly Remedy[]
}

/** What is known of the whole, before its parts are put together. */
export type ExplanationDraft = Omit<Explanation, 'steps' | 'summary' | 'remedies' | 'standing'> & {
  /** The first one explains the thing itself. */
  readonly steps: readonly [ReasonedStep, ...ReasonedStep[]]
}

/** What stands in the way of what rests on it. */
function isInTheWay({ standing }: ExplanationStep): boolean {
  return standing === 'blocked' || standing === 'busy'
}

const ROOTS: ReadonlySet<ExplanationPart> = new Set(['sim', 'radio', 'modem'])

export function isRoot({ part }: ExplanationStep): boolean {
  return ROOTS.has(part)
}

/**
 * Puts the steps together: the sentence that leads from one to the next, and what would change the last of them. What leads
 * traffic to an interface rests on nothing that dials it, nor that on it: of the two, the one comes first that keeps it in
 * its state, and the other is said besides.
 */
export function composeExplanation(draft: ExplanationDraft): Explanation {
  const [own, ...inner] = draft.steps
  // What is as it is wanted, or on its way, has no obstacle, whatever else is wrong.
  const barriers = own.standing === 'blocked' ? inner.filter(isInTheWay) : []
  const path = barriers.filter(({ part }) => part === 'data-path')
  const way = barriers.filter(({ part }) => part !== 'data-path')
  // Nobody has dialled what traffic cannot reach; what cannot be dialled has other reasons.
  const [first, besides] = path.length === 0 || draft.state === 'unreachable' ? [way, path] : [path, way]
  const chain = [own.text, ...linksOf(first)].join(', because ')
  const more = linksOf(besides).join(', because ')
  return compact({
    ...draft,
    standing: own.standing,
    summary: `${draft.name} is ${draft.state}: ${chain}${more === '' ? '' : `; besides, ${more}`}`,
    steps: draft.steps.map(({ remedies: _, ...step }) => step),
    remedies: unique([...mendedBy(first), own, ...mendedBy(besides)].flatMap(({ remedies }) => remedies)),
  })
}

/** From the outside in, the roots together. */
function linksOf(barriers: readonly ReasonedStep[]): readonly string[] {
  const roots = barriers.filter(isRoot)
  return [
    ...barriers.filter((step) => !isRoot(step)).map(({ text }) => text),
    ...(roots.length === 0 ? [] : [roots.map(({ text }) => text).join(' and ')]),
  ]
}

/** What rests on a root is mended by mending that. */
function mendedBy(barriers: readonly ReasonedStep[]): readonly ReasonedStep[] {
  const roots = barriers.filter(isRoot)
  return roots.length > 0 ? roots : barriers.toReversed()
}

function unique(remedies: readonly Remedy[]): readonly Remedy[] {
  return remedies.filter(({ text }, at) => remedies.findIndex((other) => other.text === text) === at)
}

/**
 * How something is called in a command: by its name where a shell takes that as it is, else by its id, as names are made by
 * others.
 */
export function calledInCommand({ id, name }: { readonly id: string; readonly name: string }): string {
  return /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/.test(name) ? name : id
}
