/** `dialtone openapi`: the description of the HTTP API, as a service gives it under `/v1/openapi.json`; no service is asked. */
import type { Define } from '../../face/cli/index.ts'
import { loadApiDescription } from '../../face/http/index.ts'

export const openapi: Define = (command, { output }) => {
  command
    .description(
      'Print the description of the HTTP API: an OpenAPI 3.1 document, for generators of clients and for reference. ' +
        'A service answers with the same under /v1/openapi.json.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ dialtone openapi > dialtone.json
  $ npx openapi-typescript dialtone.json -o dialtone.d.ts`,
    )
    .action(async () => {
      const { describeApi } = await loadApiDescription()
      output.document(await describeApi())
    })
}
