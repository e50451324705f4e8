/** The longer side of a photo as it is sent, in pixels: enough for the wall, little for a slow line. */
const LONGEST = 1600

/**
 * A photo made small enough to send, upright as the camera was held. What the browser
 * cannot draw goes as it is: the server says what is wrong with it.
 */
export async function shrink(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => undefined)
  if (!picture) return file
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) return file
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((done) => canvas.toBlob((made) => done(made ?? file), 'image/jpeg', 0.9))
}
