/**
 * Metrics as text for a scraper. The library that knows the format, and counts what the process itself uses, is loaded with
 * the first scrape: a service that nobody scrapes does without.
 */
import type { Registry } from '@prometheus-io/client'
import { CONNECTION_METRICS } from './connection-metric.ts'
import { DIAL_METRICS } from './dial-metric.ts'
import type { Metric, Scene } from './metric.ts'
import { MODEM_METRICS } from './modem-metric.ts'
import { SERVICE_METRICS } from './service-metric.ts'

/** All that are ours. */
export const METRICS: readonly Metric[] = [
  ...SERVICE_METRICS,
  ...MODEM_METRICS,
  ...CONNECTION_METRICS,
  ...DIAL_METRICS,
]

/** The text format that every scraper understands. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** Of the library's: gauges that are named as counters are, and distributions that bear their kind in their names. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
  'nodejs_eventloop_utilization_summary',
  'nodejs_eventloop_utilization_histogram',
]

export class Exposition {
  #scene: Scene | undefined
  #registry: Promise<Registry> | undefined

  async text(scene: Scene): Promise<string> {
    this.#scene = scene
    const registry = await (this.#registry ??= this.#build())
    return registry.metrics()
  }

  /** Of every metric there is, the library's included: for documents. */
  async described(): Promise<
    readonly { readonly name: string; readonly type: string; readonly help: string }[]
  > {
    const registry = await (this.#registry ??= this.#build())
    return registry.getMetricsAsArray().map(({ name, help, type }) => ({ name, help, type }))
  }

  async #build(): Promise<Registry> {
    const { collectDefaultMetrics, Registry } = await import('@prometheus-io/client')
    const registry = new Registry()
    for (const metric of METRICS) registry.registerMetric(this.#adapted(metric))
    collectDefaultMetrics({ register: registry })
    for (const name of MISNAMED) registry.removeSingleMetric(name)
    return registry
  }

  /** A metric whose values are read when they are asked for; a registry wants no more of one than this. */
  #adapted({ name, help, type, read }: Metric): Parameters<Registry['registerMetric']>[0] {
    const values = (): unknown[] =>
      this.#scene === undefined
        ? []
        : Array.from(read(this.#scene), ({ suffix = '', labels, value }) => ({
            metricName: `${name}${suffix}`,
            labels,
            value,
          }))
    const metric = {
      name,
      help,
      type,
      aggregator: 'sum',
      get: async () => ({ name, help, type, values: values() }),
    }
    // The library's types ask for one of its own classes, whose counters cannot be read from elsewhere.
    return metric as unknown as Parameters<Registry['registerMetric']>[0]
  }
}
