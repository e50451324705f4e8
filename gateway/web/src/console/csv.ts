/**
 * Reads comma-separated text as RFC 4180 has it: quoted cells may hold commas,
 * line ends and doubled quotes. Stops after `most` rows.
 */
export function readCsv(text: string, most = Infinity): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const source = text.replace(/^\uFEFF/, '')
  const endCell = () => {
    row.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  for (let i = 0; i < source.length && rows.length < most; i++) {
    const c = source[i]
    if (quoted) {
      if (c !== '"') cell += c
      else if (source[i + 1] === '"') cell += source[i++]
      else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === ',') endCell()
    else if (c === '\n') endRow()
    else if (c !== '\r') cell += c
  }
  if (rows.length < most && (cell !== '' || row.length)) endRow()
  return rows
}
