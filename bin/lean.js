/**
 * The flags and the environment with which Node.js runs a service. Both are of a process, so `dialtone.js` begins anew with
 * them. A service lives for weeks and makes little garbage at a time: it has no use for the room that V8 takes for much.
 */
export const LEAN_FLAGS = [
  // Young objects are given up to 32 MB otherwise, and none of that back.
  '--max-semi-space-size=2',
  // What lives through a collection of so little room may be garbage a moment later: an answer that is being written. From every
  // place whose objects often do, V8 would make them among the old ones: `npm run bench -- start` saw 60 MB of them pile up.
  '--no-allocation-site-pretenuring',
]

/** The C library gives each thread that allocates an arena of its own, which keeps what was freed: all but the first share one. */
export const LEAN_ENV = { MALLOC_ARENA_MAX: '2' }
