/** What the antenna receives where the modem is: networks, cells and their signal, now. */
import type { Clock } from '../../base/index.ts'
import { ACCESS_TECHNOLOGIES, type AccessTechnology } from '../carrier/access-technology.ts'
import type { Carrier } from '../carrier/carrier.ts'
import type { Area, Cell, Operator } from '../carrier/operator.ts'
import { SIGNAL_STEP, signalOf, walk, type Signal } from '../carrier/signal.ts'
import { withSlower, type Equipment } from './equipment.ts'

/** dB that the place of one modem can be better or worse than the mean. */
const PLACE_SPREAD = 6

export class Reception {
  readonly #clock: Clock
  readonly #carrier: Carrier
  readonly #equipment: Equipment
  readonly #seed: number
  #area: Area
  /** dBm, set by hand. */
  #fixed: number | undefined
  #steady = false

  constructor(options: { clock: Clock; carrier: Carrier; equipment: Equipment; seed: number; area: Area }) {
    this.#clock = options.clock
    this.#carrier = options.carrier
    this.#equipment = options.equipment
    this.#seed = options.seed
    this.#area = options.area
  }

  get area(): Area {
    return this.#area
  }

  moveTo(area: Area): void {
    this.#area = area
  }

  /**
   * The RSSI in dBm of the serving cell from now on; it goes on moving around it unless `steady`. Nothing: the cell's own.
   */
  setRssi(rssi: number | undefined, options: { steady?: boolean } = {}): void {
    this.#fixed = rssi
    this.#steady = options.steady ?? false
  }

  /** The networks in reach that the radio can talk to, strongest first. */
  operators(): readonly Operator[] {
    return this.#carrier
      .reaching(this.#area)
      .map((operator) => ({ operator, cell: this.servingCell(operator) }))
      .flatMap(({ operator, cell }) => (cell === undefined ? [] : [{ operator, cell }]))
      .sort((one, other) => other.cell.rssi - one.cell.rssi)
      .map(({ operator }) => operator)
  }

  isReached(operator: Operator): boolean {
    return this.#area.plmns.includes(operator.plmn)
  }

  /** What operator and radio have in common, of `wanted` if that names any; slowest first. */
  technologies(operator: Operator, wanted: ReadonlySet<AccessTechnology> = ANY): readonly AccessTechnology[] {
    const own = withSlower(this.#equipment.technologies)
    const theirs = withSlower(operator.cells.map(({ technology }) => technology))
    return ACCESS_TECHNOLOGIES.filter(
      (one) => own.has(one) && theirs.has(one) && (wanted.size === 0 || wanted.has(one)),
    )
  }

  /** The cell to camp on: the strongest of the fastest technology. 5G non-standalone camps on its LTE anchor. */
  servingCell(operator: Operator, wanted?: ReadonlySet<AccessTechnology>): Cell | undefined {
    const usable = this.technologies(operator, wanted)
    return operator.cells
      .filter(({ technology }) => technology !== '5g-nsa')
      .filter(({ technology }) => [...withSlower([technology])].some((one) => usable.includes(one)))
      .toSorted((one, other) => rank(other) - rank(one) || other.rssi - one.rssi)[0]
  }

  /** Of the cells of all operators in reach; the RSSI of a cell is clamped to what can be measured. */
  signalOf(cell: Cell): Signal {
    const step = Math.floor(this.#clock.monotonic() / SIGNAL_STEP)
    return this.signalAt(cell, step)
  }

  /** The signal at a step of the walk that may lie ahead: whoever waits for a level knows when it comes. */
  signalAt(cell: Cell, step: number): Signal {
    // Cells of one modem move apart: each has a walk of its own.
    const seed = (this.#seed ^ Math.imul(cell.id + 1, 0x85ebca6b)) >>> 0
    const place = ((seed % 1000) / 1000 - 0.5) * 2 * PLACE_SPREAD
    const mean = this.#fixed ?? cell.rssi + place
    return signalOf(cell.technology, mean + (this.#steady ? 0 : walk(seed, step)))
  }
}

const ANY: ReadonlySet<AccessTechnology> = new Set()

function rank(cell: Cell): number {
  return ACCESS_TECHNOLOGIES.indexOf(cell.technology)
}
