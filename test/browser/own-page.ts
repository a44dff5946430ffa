/**
 * A page that somebody writes for himself: bundled for a browser out of what is published, and given to it by a proxy that passes
 * all else on to the service, as an operator would set up. It may do no more than a strict content policy allows.
 *
 * The bundler stands in for nothing that a browser lacks: what asks for a module of Node.js, or for any package, fails the build.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build, type Plugin } from 'vite'
import { bundle } from '../../build/bundle.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Where the page is below the address of the proxy. */
const PATH = '/own/'

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

export class OwnPage implements AsyncDisposable {
  readonly #folder: string
  readonly #server: Server
  readonly #passing = new Set<Socket>()
  #reachable = true

  private constructor(folder: string, server: Server) {
    this.#folder = folder
    this.#server = server
  }

  /** @param script its module; it may import what is published by its name, and files of examples/ by their path. */
  static async open(script: string, service: string): Promise<OwnPage> {
    const folder = await mkdtemp(join(tmpdir(), 'dialtone-own-page-'))
    await publish(join(folder, 'dist'))
    await writeFile(
      join(folder, 'index.html'),
      '<!doctype html><script type="module" src="./page.js"></script>',
    )
    await writeFile(join(folder, 'page.js'), script)
    await build({
      configFile: false,
      root: folder,
      base: './',
      logLevel: 'warn',
      plugins: [onlyPublished(join(folder, 'dist'))],
      build: { outDir: 'page', target: 'es2024', modulePreload: { polyfill: false } },
    })
    const server = createServer()
    const page = new OwnPage(folder, server)
    server.on('request', (asked, answer) => page.#answer(asked, answer, service))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return page
  }

  get address(): string {
    // It listens on a TCP port, so that its address is one.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  link(): string {
    return this.address + PATH
  }

  /** The proxy loses what it passes on, and reaches the service no more, until told that it does. */
  cut(): void {
    this.#reachable = false
    for (const socket of this.#passing) socket.destroy()
  }

  mend(): void {
    this.#reachable = true
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    await rm(this.#folder, { recursive: true, force: true })
  }

  #answer(asked: IncomingMessage, answer: ServerResponse, service: string): void {
    const { url = '/' } = asked
    if (url.startsWith(PATH)) void this.#give(url.slice(PATH.length) || 'index.html', answer)
    else if (this.#reachable) this.#pass(asked, answer, service)
    else badGateway(answer)
  }

  async #give(name: string, answer: ServerResponse): Promise<void> {
    const content = await readFile(join(this.#folder, 'page', name)).catch(() => undefined)
    answer.writeHead(content === undefined ? 404 : 200, {
      'content-type': TYPES[extname(name)] ?? 'text/plain',
      // Whom it may ask is left to whoever is asked.
      'content-security-policy': "default-src 'self'; connect-src *",
    })
    answer.end(content)
  }

  /** With `Host` as it came, as the service demands that it is the page's own. */
  #pass(asked: IncomingMessage, answer: ServerResponse, service: string): void {
    const { method, headers, url } = asked
    const passed = request(service + (url ?? '/'), { method: method ?? 'GET', headers, agent: false })
    passed.on('socket', (socket) => {
      this.#passing.add(socket)
      socket.once('close', () => this.#passing.delete(socket))
    })
    passed.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
      response.once('error', () => answer.destroy())
    })
    passed.once('error', () => (answer.headersSent ? answer.destroy() : badGateway(answer)))
    answer.once('close', () => passed.destroy())
    asked.pipe(passed)
  }
}

/** As nginx says it: in HTML. */
function badGateway(answer: ServerResponse): void {
  answer.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>')
}

/** Every entry of the package, as `npm run build` makes them: together, so that they share what they share there. */
async function publish(target: string): Promise<void> {
  // The cast gives the shape that npm itself demands of the file.
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { readonly default: string }>
  }
  const entries = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [entry.default.replace(/^\.\/dist\/(.*)\.js$/, '$1')],
  )
  await bundle({ source: join(ROOT, 'src'), target, entries: ['main/cli', ...entries] })
}

/** Names of the package, and files of examples/ for what they are in somebody's own project. */
function onlyPublished(dist: string): Plugin {
  const places: Readonly<Record<string, string>> = {
    'dialtone/client': 'api',
    '../src/api/index.ts': 'api',
    'dialtone/mbim': 'mbim',
  }
  return {
    name: 'dialtone:only-published',
    enforce: 'pre',
    resolveId(asked, importer) {
      const place = places[asked]
      if (place !== undefined) return join(dist, place, 'index.js')
      if (/^[./\0]/.test(asked) || importer === undefined) return null
      throw new Error(`${importer} imports ${asked}, which a browser has not`)
    },
  }
}
