/** Metrics for Prometheus: what there is to see of a service from far away. How they travel is for the HTTP face. */
export * from './create-metrics.ts'
export { METRICS } from './exposition.ts'
