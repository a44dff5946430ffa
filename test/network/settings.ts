/** A dial interface that takes all traffic of both families, as a branch office has it. */
import { Seconds } from '../../src/base/index.ts'
import type { DataPathSettings } from '../../src/core/index.ts'

export function branch(changes: Partial<DataPathSettings> = {}): DataPathSettings {
  return {
    name: 'branch',
    routes: [
      { destination: '0.0.0.0/0', metric: 5, dials: true },
      { destination: '::/0', metric: 5, dials: true },
    ],
    priority: 0,
    hold: { packets: 64, bytes: 65_536, age: Seconds(20) },
    nat: true,
    dns: true,
    ...changes,
  }
}
