/** `docs/http.md`: what the HTTP API is, in words, and every operation of it, from the description that the service gives. */
import { format, resolveConfig } from 'prettier'
import { loadApiDescription } from '../../src/face/http/index.ts'
import { TAGS } from '../../src/face/http/openapi/tag.ts'

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly 'x-dialtone-scope': string
  readonly parameters?: readonly Field[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
  readonly responses: Readonly<Record<string, object>>
}

interface Field {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

interface Schema {
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

/** What every operation of a kind takes: said once, in words. */
const COMMON = ['reveal']
/** What every list takes, together. */
const PAGE = ['limit', 'cursor']
/** As many words as a cell has room for. */
const FEW = 5

export async function renderHttpDocument(): Promise<string> {
  const { describeApi } = await loadApiDescription()
  const { paths } = await describeApi()
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation: operation as unknown as Operation, // as its own tests hold it
    })),
  )
  const sections = TAGS.map(({ name, description }) => {
    const rows = operations.flatMap(({ path, method, operation }) =>
      operation.tags.includes(name) ? [`| \`${method} ${path}\` | ${cells(operation).join(' | ')} |`] : [],
    )
    const title = `### ${name.charAt(0).toUpperCase()}${name.slice(1)}`
    const header = '| Operation | What it does | Takes | Scope |\n| --- | --- | --- | --- |'
    return `${title}\n\n${description}.\n\n${header}\n${rows.join('\n')}\n`
  })
  const text = [INTRODUCTION, '## Operations\n', OPERATIONS, ...sections, REST].join('\n')
  return format(text, { ...(await resolveConfig('docs/http.md')), parser: 'markdown' })
}

function cells(operation: Operation): readonly string[] {
  const { summary, parameters = [], requestBody, responses } = operation
  const body = requestBody?.content['application/json'].schema
  const names = parameters.map(({ name }) => name)
  const common = PAGE.every((name) => names.includes(name)) ? [...COMMON, ...PAGE] : COMMON
  const fields = [
    ...parameters
      .filter((one) => one.in === 'query' && !common.includes(one.name))
      .map(({ name, required = false, schema }) => taken(`?${name}`, required, schema)),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) =>
      taken(name, body?.required?.includes(name) ?? false, schema),
    ),
  ]
  const status = Object.keys(responses).find((one) => one.startsWith('2')) ?? ''
  const answer = status === '200' ? '' : ` → ${status}`
  return [`${summary}${answer}`, fields.join(', '), `\`${operation['x-dialtone-scope']}\``]
}

/** What has to be given is in bold. */
function taken(name: string, required: boolean, { enum: words }: Schema): string {
  const shown = required ? `**\`${name}\`**` : `\`${name}\``
  if (words === undefined || words.length > FEW) return shown
  return `${shown} (${words.map((word) => `\`${String(word)}\``).join(', ')})`
}

const INTRODUCTION = `# HTTP

The service answers HTTP on its Unix socket ([where it is](command-line.md#where-things-are)), JSON in and out, under \`/v1\`. The
command line is nothing but a client of it. On TCP it answers where it is told to, to callers with a [token](access.md).

<!-- service: serve --virtual --memory -->

\`\`\`console
$ S="$XDG_RUNTIME_DIR/dialtone/dialtone.sock"
$ curl --unix-socket "$S" http://localhost/v1/modems
$ curl --unix-socket "$S" --json '{"profile":"internet"}' http://localhost/v1/connections/modem0/connect
{"requestId":1}
$ curl --unix-socket "$S" 'http://localhost/v1/requests/1?wait=5000'
{"id":1,"kind":"connect","by":"local","modem":"…","connection":"…","profile":"internet","startedAt":1795254660312,"state":"succeeded",…}
\`\`\`

\`GET /v1/openapi.json\` describes all of it in OpenAPI 3.1, made from the schemas that check requests and filter answers;
\`dialtone openapi\` prints it without a service. Clients are generated from it:

\`\`\`console
$ dialtone openapi > dialtone.json
$ npx openapi-typescript dialtone.json -o dialtone.d.ts
\`\`\`

\`GET /metrics\`, outside \`/v1\`, is for Prometheus: [metrics](metrics.md).

## Requests

What takes time answers \`202\` with \`{"requestId":…}\` at once. The request goes on by itself, also when its caller goes away; its end
is told by \`GET /v1/requests/{request}\` and by the event \`request.ended\`. The last thousand requests are remembered, and listed by
\`GET /v1/requests\`. At a modem 256 may be pending, 64 of them one caller's; the next is \`busy\`.

What cannot even be tried is refused at once: a wrong argument, a modem that is gone or not ready, a context that is active, no
network. A SIM, a PIN or a radio that stands in the way ends the request instead, as if the modem had been asked.

## Once

A \`POST\` that begins or makes something (\`201\`, \`202\`) takes an \`Idempotency-Key\`: 1 to 255 characters of ASCII, another for each wish.
Who does not know whether it was heard repeats it with the same key and body, and gets the answer of the first, for a day, also after
a restart of the service; nothing is done twice. With another body it is \`422\`, \`key_reused\`. What was refused has done nothing, and
is tried anew. The typed client does all of this by itself. (The making of a token is not remembered: its secret is kept nowhere.)

## Lists

A list comes whole, as an array. With \`?limit=\` (1 to 1000) it comes in pages: the body stays an array, and the header \`Link\` says
where the next page is (RFC 8288), until there is none. Pages are in the order of what tells the items apart, such as the id of a
modem; in a whole list they may stand otherwise. The cursor of a page stands for its last item, so that what comes and goes meanwhile
moves nothing else; one that is none is \`invalid_cursor\`.

<!-- before: npx dialtone disconnect
npx dialtone connect -->

\`\`\`console
$ curl -i --unix-socket "$S" 'http://localhost/v1/requests?limit=2'
HTTP/1.1 200 OK
…
link: </v1/requests?limit=2&cursor=JTVCJTIycmVxdWVzdHMlMjIlMkM3JTVE>; rel="next"
…
\`\`\`

## Two operators

What two could overwrite has versions: profiles, the settings of dial interfaces, data plans, and of a modem the preferred networks,
stored contexts and message configuration. The answer names the version in \`etag\`, and in \`ETag\`; a \`GET\` with \`If-None-Match\` is
answered \`304\` to who has seen it. (A data plan has no \`ETag\`: what is counted changes all the time.) So does the answer to a change
that is made at once name the version that there is from then on: the next change need not look first. (A \`PUT\` names it in its body
alone, as RFC 9110 §9.3.4 has it.) A \`201\` says in \`Location\` where the new thing is.

A change with \`If-Match\` is made only to the version that it names, and one with \`If-None-Match: *\` only where there is nothing yet; else
it is \`412\`, \`precondition_failed\`, and nothing has happened; so is one while another such change is on its way. An etag is the same
whoever looks and after a restart, and is another one also when only a password changed.

\`\`\`console
$ SEEN=$(curl -so internet.json -w '%header{etag}' --unix-socket "$S" http://localhost/v1/profiles/internet)
$ echo "$SEEN"
"…"
$ curl --unix-socket "$S" -X DELETE -H 'If-Match: "another"' http://localhost/v1/profiles/internet
{"type":"urn:dialtone:error:precondition_failed",…,"code":"precondition_failed","facts":{"etag":"…"}}
$ curl --unix-socket "$S" -X DELETE -H "If-Match: $SEEN" http://localhost/v1/profiles/internet
\`\`\`

In JavaScript: \`service.under({ ifMatch: etag }).updateProfile(…)\`, or \`manager.profiles.update(name, xml, { ifMatch: etag })\`.

## Problems

An error is a problem document (RFC 9457, \`application/problem+json\`); [errors.md](errors.md) lists the codes and their statuses.

\`\`\`console
$ curl --unix-socket "$S" http://localhost/v1/modems/nope
{"type":"urn:dialtone:error:not_found","title":"there is no such thing","status":404,"detail":"there is no modem \\"nope\\": there is modem0","code":"not_found"}
\`\`\`

\`reason\` is the whole cause where a modem or network refused. \`facts\` holds more for programs, such as \`line\`, \`column\` and all
\`problems\` of a profile that is not valid. Where a request is not of the form that its operation takes, \`problems\` has of each mistake
the \`key\`, in a body its \`pointer\` (RFC 6901), and a \`message\` that says what is expected there. A method that a path does not take is
answered \`405\` with \`Allow\`, as \`OPTIONS\` is; \`HEAD\` is answered wherever \`GET\` is. A body that is no JSON, or comes in a
\`Content-Encoding\`, is answered \`415\`.

## Personal data

Every operation takes \`?reveal=true\`, which shows personal data: IMEI, IMSI, ICCID, telephone numbers, the user name of a
profile, dial interface or stored context, the bytes of device services and of an activation (\`answer\`, \`data\`), and with whom messages
are exchanged; and the AT commands that a line is told before it dials (\`init\`), as a PIN may be among them. They read \`(hidden)\`
otherwise. A password or PIN that was given as one is never in an answer or an event. The text of a message is in no event; a message
is shown as it is to whoever may read it (scope \`sms\`).
`

const OPERATIONS = `Which events there are, and how to ask for some of them, is in [events.md](events.md). Where a path has \`{modem}\`, \`{connection}\` or \`{service}\`, a name does or an id; \`modem0/1\` is written \`modem0%2F1\`. What a
\`POST\` or \`PUT\` takes is a JSON object, what a \`GET\` or \`DELETE\` takes is in the query (\`?\`). What is in bold has to be given. Unknown
fields are refused. Who has the scope \`admin\` has all of them; \`own\` is whoever made the request, and whoever may make it.
`

const REST = `A stream of a device service carries pieces of bytes, each as a whole and in order. What comes on it is told as
\`device-service.data\`, with the stream's request as \`request\`. Streams need a way to the service beside the modem's control channel, which
a virtual modem of the service has and a modem behind a control device has not, whatever the kernel shows of them: there is then no
\`maxDataSize\`, and opening one is \`not_supported\`. One that its program left open stays so until it is closed by its number, or the modem is lost.

## From JavaScript

\`ConnectionManager.connect()\` finds the socket and gives live objects, typed, resuming by themselves. \`dialtone/client\` is the
same over whatever \`fetch\` reaches the service: \`createClient(fetch, { base })\` gives the flat operations,
\`createConnectionManager(client)\` the objects. \`client.each('requests', { state: 'failed' })\` goes through a list page by page.
`
