// Looks for a QR code in pictures, away from the page so that it stays quick. The
// page brings the decoder: without a network only the page can fetch it.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

interface Asked {
  decoder?: ArrayBuffer
  picture?: ImageData
  from?: number
}

const scope = self as unknown as { postMessage: (message: unknown) => void; onmessage: ((event: MessageEvent<Asked>) => void) | null }

scope.onmessage = async ({ data }) => {
  if (data.decoder) {
    await prepareZXingModule({ overrides: { wasmBinary: data.decoder }, fireImmediately: true })
    return scope.postMessage({ ready: true })
  }
  if (!data.picture) return
  const found = await readBarcodes(data.picture, { formats: ['QRCode'], tryHarder: true, tryRotate: false, tryInvert: true, maxNumberOfSymbols: 1 })
  scope.postMessage({ text: found.find((code) => code.isValid)?.text, from: data.from })
}
