/** What a dial interface is connected by, with the counters of its link: these are asked for while one looks. */
import { useEffect, useState } from 'preact/hooks'
import { describeIpSettings } from '../../../../api/index.ts'
import { Seconds, sleep } from '../../../../base/index.ts'
import type { DialInterface, LinkStatistics } from '../../../../core/index.ts'
import { Card } from '../../part/card.tsx'
import { Facts, type Fact } from '../../part/facts.tsx'
import { Outside } from '../../part/outside-text.tsx'
import { Since } from '../../part/time.tsx'
import { useApp } from '../../state/app.ts'
import { explainCause } from '../../text/explain.ts'
import { count, formatBytes } from '../../text/format.ts'
import { hrefOf } from '../../state/route.ts'

const AGAIN = Seconds(5)

const PATHS = {
  holding: 'Waits for traffic',
  open: 'Open',
  withdrawn: 'No routes',
} as const

export function LinkCard({ one }: { readonly one: DialInterface }) {
  const { store } = useApp()
  const statistics = useStatistics(one)
  const { connected, dataPath } = one
  const port =
    connected === undefined ? undefined : store.modems.all().find(({ name }) => name === connected.port)
  const rows: readonly Fact[] = [
    ...(connected === undefined
      ? []
      : [
          [
            'By',
            port === undefined ? (
              <Outside>{connected.port}</Outside>
            ) : (
              <a href={hrefOf('modems', port.name)}>
                <Outside>{port.name}</Outside>
              </a>
            ),
          ] as const,
          ['For', <Since at={connected.since} />] as const,
          ['Brought up by', <Outside>{connected.by ?? 'traffic'}</Outside>] as const,
          ...describeIpSettings(connected.ip),
          ...(connected.link.name === undefined ? [] : [['Network device', connected.link.name] as const]),
        ]),
    ...(statistics === undefined
      ? []
      : [
          [
            'Received',
            `${formatBytes(statistics.bytesReceived)} in ${count(statistics.packetsReceived, 'packet')}`,
          ] as const,
          [
            'Sent',
            `${formatBytes(statistics.bytesSent)} in ${count(statistics.packetsSent, 'packet')}`,
          ] as const,
          ...(statistics.errorsReceived + statistics.errorsSent === 0
            ? []
            : [['Errors', `${statistics.errorsReceived} received, ${statistics.errorsSent} sent`] as const]),
        ]),
    [
      'Data path',
      dataPath.state === 'absent' ? (
        <Outside>{explainCause(dataPath.cause).text}</Outside>
      ) : (
        PATHS[dataPath.state]
      ),
    ],
  ]
  return (
    <Card title={connected === undefined ? 'Data path' : 'Connected by'}>
      <Facts rows={rows} />
    </Card>
  )
}

function useStatistics({ id, connected }: DialInterface): LinkStatistics | undefined {
  const { service, clock } = useApp()
  const [statistics, setStatistics] = useState<LinkStatistics>()
  const number = connected?.number
  useEffect(() => {
    setStatistics(undefined)
    if (number === undefined) return
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      for (;;) {
        const answer =
          document.visibilityState === 'hidden'
            ? undefined
            : await service.dialInterface({ dialInterface: id }).catch(() => undefined)
        if (!stop.signal.aborted && answer !== undefined) setStatistics(answer.connected?.statistics)
        await sleep(clock, AGAIN, { signal: stop.signal })
      }
    }
    // It ends by being stopped.
    ask().catch(() => undefined)
    return () => stop.abort()
  }, [id, number, service])
  return statistics
}
