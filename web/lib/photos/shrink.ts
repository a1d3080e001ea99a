/** Pictures made small enough for one bar of signal. Drawing them anew also leaves out where and with what they were taken. */
const LONGEST_SIDE_PX = 1_600;
const QUALITY = 0.82;

/** How large the picture is drawn; never larger than it is. */
export function fitted(width: number, height: number, most = LONGEST_SIDE_PX): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The picture, smaller and upright, as JPEG. One that the browser cannot read is left to the city to judge. */
export async function shrunk(file: Blob): Promise<Blob> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // broken, or of a kind that only the city knows
  }
  try {
    const { width, height } = fitted(picture.width, picture.height);
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext("2d");
    if (!pen) return file;
    pen.fillStyle = "#fff"; // what was transparent
    pen.fillRect(0, 0, width, height);
    pen.drawImage(picture, 0, 0, width, height);
    return (await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY))) ?? file;
  } finally {
    picture.close();
  }
}
