// Writes src/api/schema.d.ts from the API's OpenAPI document, or with --check
// fails when the file in git is not what the document says.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const source = process.env.WANJIA_TEST_OPENAPI
  ? new URL(process.env.WANJIA_TEST_OPENAPI, 'file:///')
  : new URL('../../api/openapi.json', import.meta.url)
const target = new URL('../src/api/schema.d.ts', import.meta.url)

const header = '// Generated from gateway/api/openapi.json by `npm run api`. Do not edit.\n\n'
const fresh = header + astToString(await openapiTS(source))

if (process.argv.includes('--check')) {
  const kept = await readFile(target, 'utf8').catch(() => '')
  if (kept !== fresh) {
    console.error('src/api/schema.d.ts is not what gateway/api/openapi.json says: run `npm run api` in gateway/web and commit it')
    process.exit(1)
  }
  console.log('src/api/schema.d.ts agrees with gateway/api/openapi.json')
} else {
  await writeFile(target, fresh)
  console.log('wrote src/api/schema.d.ts')
}
