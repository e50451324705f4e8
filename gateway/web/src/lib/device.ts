const SLOT = 'wanjia.device'
let mine: string | undefined

/**
 * A random name of this device, by which the house counts how many codes it asks
 * for. It says nothing of whoever uses it, and is another one where nothing can be
 * kept.
 */
export function deviceId(): string {
  if (mine) return mine
  try {
    mine = localStorage.getItem(SLOT) ?? undefined
    if (!mine) localStorage.setItem(SLOT, (mine = made()))
  } catch {
    mine ??= made()
  }
  return mine
}

// Not randomUUID, which a page without TLS does not have.
function made(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
