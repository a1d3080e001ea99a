/**
 * Where a photo was taken, as its camera wrote it into the file (EXIF, in JPEG). Read on this device alone. The file is a
 * stranger's: whatever is in it, this ends, soon, with a place or with none.
 */
import type { Point } from "../places/point";

/** The place stands near the beginning; nothing beyond this is read. */
const MOST_BYTES = 256 * 1024;
const JPEG = 0xffd8;
const APP1 = 0xffe1;
const PICTURE_BEGINS = 0xffda;
const GPS_DIRECTORY = 0x8825;
const [LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE] = [1, 2, 3, 4];
const RATIONAL = 5;
const MOST_ENTRIES = 256;

/** The place, or null: no JPEG, no place in it, or nothing that can be one. */
export async function placeIn(file: Blob): Promise<Point | null> {
  const bytes = new DataView(await file.slice(0, MOST_BYTES).arrayBuffer());
  try {
    const exif = exifOf(bytes);
    return exif && placeOf(exif);
  } catch (fault) {
    if (fault instanceof RangeError) return null; // it points beyond its own end
    throw fault;
  }
}

/** The part of the file that the camera wrote: a TIFF of its own. */
function exifOf(bytes: DataView): DataView | null {
  if (bytes.byteLength < 4 || bytes.getUint16(0) !== JPEG) return null;
  for (let at = 2; at + 4 <= bytes.byteLength; ) {
    const marker = bytes.getUint16(at);
    const length = bytes.getUint16(at + 2);
    if (marker < 0xff00 || marker === PICTURE_BEGINS || length < 2) return null;
    const isExif = marker === APP1 && length > 8 && bytes.getUint32(at + 4) === 0x45786966 && bytes.getUint16(at + 8) === 0;
    if (isExif) return new DataView(bytes.buffer, at + 10, Math.min(length - 8, bytes.byteLength - at - 10));
    at += 2 + length;
  }
  return null;
}

function placeOf(exif: DataView): Point | null {
  const order = exif.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const little = order === 0x4949;
  const gps = entries(exif, exif.getUint32(4, little), little).get(GPS_DIRECTORY);
  if (gps === undefined) return null;
  const found = entries(exif, exif.getUint32(gps + 8, little), little);
  const lat = degrees(found.get(LATITUDE), found.get(LATITUDE_REF), "S");
  const long = degrees(found.get(LONGITUDE), found.get(LONGITUDE_REF), "W");
  if (lat === null || long === null || Math.abs(lat) > 90 || Math.abs(long) > 180) return null;
  // cameras without a fix write noughts
  return lat === 0 && long === 0 ? null : { lat, long };

  function degrees(value: number | undefined, ref: number | undefined, negative: string): number | null {
    if (value === undefined || ref === undefined) return null;
    if (exif.getUint16(value + 2, little) !== RATIONAL || exif.getUint32(value + 4, little) !== 3) return null;
    const at = exif.getUint32(value + 8, little);
    const [whole, minutes, seconds] = [0, 8, 16].map((step) => {
      const [above, below] = [exif.getUint32(at + step, little), exif.getUint32(at + step + 4, little)];
      return below ? above / below : Number.NaN;
    }) as [number, number, number];
    const sign = String.fromCharCode(exif.getUint8(ref + 8)) === negative ? -1 : 1;
    const sum = sign * (whole + minutes / 60 + seconds / 3600);
    return minutes < 60 && seconds < 60 && Number.isFinite(sum) ? Math.round(sum * 1e6) / 1e6 : null;
  }
}

/** Where each entry of a directory stands, by its tag. */
function entries(exif: DataView, at: number, little: boolean): Map<number, number> {
  const count = Math.min(exif.getUint16(at, little), MOST_ENTRIES);
  return new Map(
    Array.from({ length: count }, (_, number) => {
      const entry = at + 2 + number * 12;
      return [exif.getUint16(entry, little), entry];
    }),
  );
}
