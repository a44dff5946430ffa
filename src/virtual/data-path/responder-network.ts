/** A network inside the process, for where there may be no other: it answers, and nothing leaves. */
import { DialtoneError } from '../../base/index.ts'
import type { Context } from '../modem/contexts.ts'
import { ContextEdge } from './context-edge.ts'
import { NAMES, WEB } from './internet.ts'
import type { PacketLink, PacketNetwork } from './packet-network.ts'
import { responder } from './responder.ts'

/** Answers in a microtask: whoever sends a packet has done so before its answer comes. */
export function responderNetwork(): PacketNetwork {
  return {
    attach: async (context, deliver) => openLink(context, deliver),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function openLink({ sessionId, bearer }: Context, deliver: (packet: Uint8Array) => void): PacketLink {
  if (bearer === undefined) {
    throw new DialtoneError('not_activated', `no context is activated in session ${sessionId}`)
  }
  const { ipv4, ipv6 } = bearer.leases
  const leases = [ipv4, ipv6].filter((lease) => lease !== undefined)
  const edge = new ContextEdge(bearer.leases)
  const respond = responder({
    addresses: [WEB.ipv4, WEB.ipv6, ...leases.map(({ gateway }) => gateway)],
    nameServers: leases.flatMap(({ dns }) => dns),
    gateways: { 4: ipv4?.gateway, 6: ipv6?.gateway },
    names: NAMES,
  })
  let isOpen = true
  return {
    send: (bytes) => {
      const verdict = isOpen ? edge.judge(bytes) : undefined
      if (verdict === undefined || verdict.do === 'drop') return
      const answer = verdict.do === 'answer' ? verdict.with : respond(verdict.packet, bytes)
      if (answer === undefined) return
      queueMicrotask(() => {
        if (isOpen) deliver(answer)
      })
    },
    [Symbol.asyncDispose]: async () => {
      isOpen = false
    },
  }
}
