/**
 * The networks behind the modems: who is let in where, what an access point answers, which addresses are out, and what an
 * operator's staff can do to subscribers. One carrier serves any number of modems; it knows them by their subscriber.
 *
 * It decides and leases; it waits for nothing. How long the air takes is the modem's affair, how long an access point
 * takes is in its answer.
 */
import { DialtoneError, Milliseconds, type Duration, type Random } from '../../base/index.ts'
import type { Leases } from './address-pool.ts'
import { areRight } from './credentials.ts'
import {
  ANSWERING_NUMBERS,
  AREAS,
  defaultOperators,
  HOME_PLMN,
  NUMBER_PREFIX,
  SERVICE_CODES,
  SERVICE_CENTRE,
} from './default-carrier.ts'
import { MessageCentre } from './message-centre.ts'
import { refused, requestFamilies, type Bearer, type BearerRequest, type Refused } from './bearer.ts'
import { TelephoneExchange } from './telephone-exchange.ts'
import type { Apn, ApnAnswer, Area, NetworkCause, Operator, Plmn } from './operator.ts'

/** Who asks. */
export interface Subscriber {
  readonly imsi: string
  readonly home: Plmn
}

export type Admission = { readonly as: 'home' | 'roaming' | 'partner' } | Refused

/** 3GPP TS 24.008 §10.5.5.14, TS 24.301 §9.9.3.9: the network is closed to this subscriber. */
const PLMN_NOT_ALLOWED = 11
/** TS 24.008 §10.5.6.6 */
const INSUFFICIENT_RESOURCES = 26
const MISSING_OR_UNKNOWN_APN = 27
const USER_AUTHENTICATION_FAILED = 29
const MULTIPLE_CONNECTIONS_NOT_ALLOWED = 55

export interface CarrierOptions {
  readonly random: Random
  /** The default world unless given. */
  readonly operators?: readonly Operator[]
  readonly areas?: readonly Area[]
}

/** What of a subscriber is not as usual. */
interface Exception {
  denied?: NetworkCause
  packetDenied?: NetworkCause
  inactive?: boolean
  activationDenied?: NetworkCause
}

export interface Congestion {
  /** The share of requests for a context that fail, 0 to 1. */
  readonly level: number
  /** Added to every answer. */
  readonly delay: Duration
}

export class Carrier {
  readonly operators: ReadonlyMap<Plmn, Operator>
  readonly areas: readonly Area[]
  readonly messages = new MessageCentre({ number: SERVICE_CENTRE, prefix: NUMBER_PREFIX })
  /** What is answered to codes that are dialled without a call. */
  readonly serviceCodes = SERVICE_CODES
  readonly exchange = new TelephoneExchange(ANSWERING_NUMBERS)
  readonly #random: Random
  readonly #exceptions = new Map<string, Exception>()
  readonly #answers = new Map<Apn, ApnAnswer>()
  /** Who is connected to an access point that serves each subscriber once. */
  readonly #singles = new Map<Apn, Set<string>>()
  #congestion: Congestion | undefined

  /** @throws DialtoneError `invalid_argument`, `not_found` for networks that cannot be */
  constructor(options: CarrierOptions) {
    this.#random = options.random
    this.operators = new Map(
      (options.operators ?? defaultOperators()).map((operator) => [operator.plmn, operator]),
    )
    this.areas = options.areas ?? AREAS
    for (const operator of this.operators.values()) check(operator)
    for (const plmn of this.areas.flatMap(({ plmns }) => plmns)) this.operator(plmn)
  }

  /** The home network of SIMs that name none. */
  get home(): Plmn {
    return this.operators.has(HOME_PLMN) ? HOME_PLMN : ([...this.operators.keys()][0] ?? HOME_PLMN)
  }

  /** All that its networks tell of. */
  get nameServers(): ReadonlySet<string> {
    const pools = [...this.operators.values()].flatMap(({ apns }) => apns.map(({ pool }) => pool))
    return new Set(pools.flatMap(({ nameServers }) => nameServers))
  }

  /** @throws DialtoneError `not_found` */
  operator(plmn: Plmn): Operator {
    const operator = this.operators.get(plmn)
    if (operator === undefined) throw new DialtoneError('not_found', `there is no operator ${plmn}`)
    return operator
  }

  /**
   * The area of that name, or a place that only the operator of that name or PLMN reaches.
   * @throws DialtoneError `not_found` that lists what there is.
   */
  area(name: string): Area {
    const wanted = name.toLowerCase()
    const area = this.areas.find((one) => one.name.toLowerCase() === wanted)
    if (area !== undefined) return area
    const operators = [...this.operators.values()]
    const operator = operators.find((one) => one.plmn === wanted || one.name.toLowerCase() === wanted)
    if (operator !== undefined) return { name: `with ${operator.name} only`, plmns: [operator.plmn] }
    const areas = this.areas.map((one) => one.name).join(', ')
    const names = operators.map((one) => `${one.name} (${one.plmn})`).join(', ')
    throw new DialtoneError(
      'not_found',
      `there is no area or operator ${JSON.stringify(name)}; areas: ${areas}; operators: ${names}`,
    )
  }

  /** The first area that the operator reaches. @throws DialtoneError `not_found` */
  areaOf(plmn: Plmn): Area {
    return this.areas.find(({ plmns }) => plmns.includes(plmn)) ?? this.area(plmn)
  }

  /** The networks that reach a modem in `area`. */
  reaching(area: Area): readonly Operator[] {
    return area.plmns.map((plmn) => this.operator(plmn))
  }

  /** Whether `plmn` lets the subscriber register. */
  admit(subscriber: Subscriber, plmn: Plmn): Admission {
    const denied = this.#exceptions.get(subscriber.imsi)?.denied
    if (denied !== undefined) return refused(denied)
    if (plmn === subscriber.home) return { as: 'home' }
    const agreement = this.operator(plmn).guests.find(({ home }) => home === subscriber.home)
    return agreement === undefined ? refused(PLMN_NOT_ALLOWED) : { as: agreement.as }
  }

  /** Why the subscriber may not attach; nothing when it may. */
  packetDenial(subscriber: Subscriber): NetworkCause | undefined {
    return this.#exceptions.get(subscriber.imsi)?.packetDenied
  }

  /** Whether the subscription has been activated (MBIM SERVICE_ACTIVATION). */
  isActive(subscriber: Subscriber): boolean {
    return this.#exceptions.get(subscriber.imsi)?.inactive !== true
  }

  /** Why the operator will not activate the subscription when it is asked to; nothing when it will. */
  activationDenial(imsi: string): NetworkCause | undefined {
    return this.#exceptions.get(imsi)?.activationDenied
  }

  /** How the access point will answer, before it does: the wait is the asking modem's to spend. */
  answerOf(subscriber: Subscriber, accessString: string): { delay: Duration; silent: boolean } {
    const apn = this.#apn(subscriber.home, accessString)
    const answer = apn === undefined ? undefined : (this.#answers.get(apn) ?? apn.answer)
    const wait = (this.#congestion?.delay ?? 0) + (answer?.type === 'slow' ? answer.delay : 0)
    return { delay: Milliseconds(wait), silent: answer?.type === 'silent' }
  }

  /** Opens a bearer (TS 23.401 §5.10.2) or says why not. What it leases is returned by `release`. */
  openBearer(subscriber: Subscriber, request: BearerRequest): Bearer | Refused {
    const apn = this.#apn(subscriber.home, request.accessString)
    if (apn === undefined) return refused(MISSING_OR_UNKNOWN_APN)
    const answer = this.#answers.get(apn) ?? apn.answer
    if (answer.type === 'refuse') return refused(answer.cause)
    if (this.#congestion !== undefined && this.#random.next() < this.#congestion.level) {
      return refused(INSUFFICIENT_RESOURCES)
    }
    const { credentials } = apn
    if (credentials !== undefined && !areRight(request, credentials)) {
      return refused(USER_AUTHENTICATION_FAILED)
    }
    const granted = requestFamilies(request.ipType, apn.families)
    if ('cause' in granted) return granted
    const { imsi } = subscriber
    const connected = this.#singles.get(apn)
    if (connected?.has(imsi) === true) return refused(MULTIPLE_CONNECTIONS_NOT_ALLOWED)
    const leases = apn.pool.lease(granted.families)
    if (leases === undefined) return refused(INSUFFICIENT_RESOURCES)
    if (apn.single === true) this.#singles.set(apn, new Set(connected).add(imsi))
    return { imsi, apn, leases, ipType: granted.ipType, networkError: granted.networkError }
  }

  release({ apn, leases, imsi }: Bearer): void {
    apn.pool.release(leases)
    this.#singles.get(apn)?.delete(imsi)
  }

  /** Other addresses for a bearer, as after a change of gateway; the old ones are returned. Nothing when none is left. */
  renumber(bearer: Bearer): Bearer | undefined {
    const families = (['ipv4', 'ipv6'] as const).filter((family) => bearer.leases[family] !== undefined)
    const leases: Leases | undefined = bearer.apn.pool.lease(families)
    if (leases === undefined) return undefined
    bearer.apn.pool.release(bearer.leases)
    return { ...bearer, leases }
  }

  /** Refuses registration of one subscriber with `cause` from now on; nothing lets it in again. */
  deny(imsi: string, cause: NetworkCause | undefined): void {
    this.#except(imsi, { denied: cause })
  }

  denyPacketService(imsi: string, cause: NetworkCause | undefined): void {
    this.#except(imsi, { packetDenied: cause })
  }

  /** Refuses to activate the subscription from now on; nothing activates it again when asked to. */
  denyActivation(imsi: string, cause: NetworkCause | undefined): void {
    this.#except(imsi, { activationDenied: cause })
  }

  /** Whether the subscription is active; new subscribers are. */
  setActive(imsi: string, active: boolean): void {
    this.#except(imsi, { inactive: active ? undefined : true })
  }

  /**
   * How an access point of `plmn` (the home network unless told) answers from now on.
   * @throws DialtoneError `not_found`
   */
  setApn(name: string, answer: ApnAnswer, plmn: Plmn = this.home): void {
    const apn = this.#apn(plmn, name)
    if (apn === undefined) {
      const known = this.operator(plmn).apns.map((one) => one.name)
      throw new DialtoneError(
        'not_found',
        `${this.operator(plmn).name} has no access point ${JSON.stringify(name)}; it has ${known.join(', ')}`,
      )
    }
    this.#answers.set(apn, answer)
  }

  /** Nothing ends it. */
  setCongestion(congestion: Congestion | undefined): void {
    this.#congestion = congestion
  }

  #apn(home: Plmn, accessString: string): Apn | undefined {
    const apns = this.operators.get(home)?.apns
    const wanted = accessString.toLowerCase()
    return apns?.find((apn) => (wanted === '' ? apn.default === true : apn.name.toLowerCase() === wanted))
  }

  #except(imsi: string, change: { [K in keyof Exception]?: Exception[K] | undefined }): void {
    const exception: Record<string, unknown> = { ...this.#exceptions.get(imsi) }
    for (const [key, value] of Object.entries(change)) {
      if (value === undefined) Reflect.deleteProperty(exception, key)
      else exception[key] = value
    }
    if (Object.keys(exception).length === 0) this.#exceptions.delete(imsi)
    else this.#exceptions.set(imsi, exception)
  }
}

/** MBIM 1.0 §10.5.8, §10.5.9: what of an operator fits into its fields. */
const LONGEST_NAME = 20
const LONGEST_ROAMING_TEXT = 63

function check({ plmn, name, roamingText = '' }: Operator): void {
  const wrong = !/^\d{5,6}$/.test(plmn)
    ? 'its code is not 5 or 6 digits'
    : name.length > LONGEST_NAME
      ? `its name is longer than ${LONGEST_NAME} characters`
      : roamingText.length > LONGEST_ROAMING_TEXT
        ? `its roaming text is longer than ${LONGEST_ROAMING_TEXT} characters`
        : undefined
  if (wrong === undefined) return
  throw new DialtoneError('invalid_argument', `the operator ${name} (${plmn}) cannot be: ${wrong}`)
}
