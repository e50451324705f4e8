// Draws /openapi.json. Text is only ever set as text, never as markup.

const $ = (id) => document.getElementById(id)

/** Makes an element: el('p', { id: 'x' }, 'text', child). */
function el(name, attributes = {}, ...children) {
  const e = document.createElement(name)
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v)
  e.append(...children.flat().filter((c) => c !== null && c !== undefined))
  return e
}

/** Sets text in which `words` between backticks are code. */
function prose(text) {
  return text.split('`').map((part, i) => (i % 2 ? el('code', {}, part) : part))
}

const shapeName = (schema) => schema?.$ref?.split('/').pop()

/** What a value looks like, in a few words; shapes are links. */
function kind(schema) {
  if (!schema) return ['bytes']
  const name = shapeName(schema)
  if (name) return [el('a', { href: `#shape-${name}` }, name)]
  if (schema.type === 'array') return ['list of ', ...kind(schema.items)]
  if (schema.enum) return [schema.enum.map((v) => JSON.stringify(v)).join(' | ')]
  const bounds = [
    schema.minimum !== undefined && `from ${schema.minimum}`, schema.maximum !== undefined && `to ${schema.maximum}`,
    schema.minLength !== undefined && `at least ${schema.minLength} long`, schema.maxLength !== undefined && `at most ${schema.maxLength} long`,
    schema.default !== undefined && `else ${JSON.stringify(schema.default)}`,
  ].filter(Boolean)
  const type = schema.format === 'date-time' ? 'time' : schema.type === 'integer' ? 'number' : schema.type ?? 'anything'
  return [bounds.length ? `${type}, ${bounds.join(', ')}` : type]
}

function table(label, heads, rows) {
  return el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': label },
    el('table', {},
      el('thead', {}, el('tr', {}, heads.map((h) => el('th', { scope: 'col' }, h)))),
      el('tbody', {}, rows.map((cells) => el('tr', {}, cells.map((c) => el('td', {}, c)))))))
}

function properties(name, schema) {
  const required = new Set(schema.required ?? [])
  return table(`Members of ${name}`, ['member', 'is', 'means'], Object.entries(schema.properties ?? {}).map(([key, s]) => [
    [el('code', {}, key), required.has(key) ? null : ' (may be absent)'], kind(s), prose(s.description ?? ''),
  ]))
}

/** A value one could send, made from a schema's examples. */
function example(schema, doc) {
  const name = shapeName(schema)
  if (name) schema = doc.components.schemas[name]
  if (schema.examples) return schema.examples[0]
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'object') {
    return Object.fromEntries((schema.required ?? []).map((k) => [k, example(schema.properties[k], doc)]))
  }
  return { integer: schema.minimum ?? 1, number: 1, boolean: true, array: [] }[schema.type] ?? '…'
}

function curl(method, path, op, doc) {
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}${location.origin}${path}`]
  if (op.security) lines.push(`-H 'Authorization: Bearer …'`)
  for (const p of op.parameters ?? []) {
    if (p.in === 'header' && p.required) lines.push(`-H '${p.name}: ${crypto.randomUUID?.() ?? '0123456789abcdef'}'`)
  }
  const body = op.requestBody?.content['application/json']
  if (body) lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(example(body.schema, doc))}'`)
  return el('pre', { tabindex: '0', role: 'region', 'aria-label': `How to ask for ${op.operationId}` }, el('code', {}, lines.join(' \\\n  ')))
}

function operation(method, path, op, doc) {
  const card = el('article', { id: op.operationId },
    el('h3', {}, el('span', { class: `verb ${method}` }, method), ' ', path),
    el('p', {}, prose(op.summary ?? '')),
    el('ul', { class: 'marks' }, el('li', {}, `who: ${op['x-access']}`),
      (op.parameters ?? []).some((p) => p.name === 'Idempotency-Key') ? el('li', {}, 'safe to repeat with the same key') : null))
  if (op.parameters?.length) {
    card.append(el('h4', {}, 'Parameters'), table(`Parameters of ${op.operationId}`, ['name', 'in', 'is', 'means'],
      op.parameters.map((p) => [el('code', {}, p.name), p.in, kind(p.schema), prose(p.description ?? '')])))
  }
  const body = op.requestBody?.content['application/json']
  if (body) card.append(el('h4', {}, 'Body'), el('p', {}, kind(body.schema)))
  const answers = Object.entries(op.responses).flatMap(([status, r]) => {
    if (status === 'default') return []
    if (status < '400') return [[status, Object.values(r.content ?? {}).flatMap((c) => kind(c.schema)), Object.keys(r.content ?? {}).join(', ')]]
    return r.description.split('\n').map((line) => {
      const [, code, sentence] = line.match(/^`(\w+)` (.*)$/) ?? [null, '', line]
      return [status, el('a', { href: `#${code}` }, code), sentence]
    })
  })
  card.append(el('h4', {}, 'Answers'), table(`Answers of ${op.operationId}`, ['status', 'is', 'means'], answers))
  card.append(curl(method, path, op, doc))
  return card
}

function draw(doc) {
  document.title = `${doc.info.title} · API`
  $('about').replaceChildren(...prose(doc.info.description))
  const groups = new Map()
  for (const [path, item] of Object.entries(doc.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
      const op = item[method]
      if (!op) continue
      const tag = op.tags[0]
      if (!groups.has(tag)) groups.set(tag, [])
      groups.get(tag).push([method.toUpperCase(), path, op])
    }
  }
  const order = [...groups.keys()].sort((a, b) => (a === 'service') - (b === 'service') || a.localeCompare(b))
  for (const tag of order) section(tag, groups.get(tag).map(([m, p, op]) => [operation(m, p, op, doc), `${m} ${p}`]))
  section('shapes', Object.entries(doc.components.schemas).map(([name, s]) => [
    el('article', { id: `shape-${name}` }, el('h3', {}, name), properties(name, s)), name,
  ]))
  section('error codes', Object.entries(doc['x-codes']).map(([code, sentence]) => [
    el('article', { id: code }, el('h3', {}, code), el('p', {}, sentence)), code,
  ]))
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
}

function section(title, cards) {
  $('content').append(el('section', {}, el('h2', {}, title), cards.map(([card]) => card)))
  $('contents').append(el('div', {}, el('h2', {}, title),
    el('ul', {}, cards.map(([card, label]) => el('li', {}, el('a', { href: `#${card.id}` }, label))))))
}

/** Hides what does not contain every word. */
function find() {
  const words = $('find').value.toLowerCase().split(/\s+/).filter(Boolean)
  let shown = 0
  for (const card of document.querySelectorAll('article')) {
    const text = card.textContent.toLowerCase()
    card.hidden = !words.every((w) => text.includes(w))
    shown += card.hidden ? 0 : 1
    const link = document.querySelector(`#contents a[href="#${CSS.escape(card.id)}"]`)
    if (link) link.parentElement.hidden = card.hidden
  }
  for (const s of document.querySelectorAll('main > section, #contents > div')) {
    s.hidden = ![...s.querySelectorAll('article, li')].some((e) => !e.hidden)
  }
  $('found').textContent = words.length ? `${shown} found` : ''
}

try {
  const response = await fetch('/openapi.json')
  if (!response.ok) throw new Error(`openapi.json answered ${response.status}`)
  draw(await response.json())
  $('find').addEventListener('input', find)
} catch (e) {
  $('about').textContent = `The document could not be read: ${e.message}. Reload the page to try again.`
}
