/**
 * The beginning of a photo as a camera with a receiver writes it, for tests of what reads the place: all of it, or put
 * before what follows the first two bytes of a JPEG.
 */
export function photoTaken({ lat, long }, { little = false } = {}) {
  const tiff = new DataView(new ArrayBuffer(8 + 2 + 12 + 4 + 2 + 4 * 12 + 4 + 48));
  const [main, gps, values] = [8, 26, 80];
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, main, little);
  tiff.setUint16(main, 1, little);
  entry(main + 2, 0x8825, 4, 1, gps);
  tiff.setUint16(gps, 4, little);
  letter(gps + 2, 1, lat < 0 ? "S" : "N");
  entry(gps + 14, 2, 5, 3, values);
  letter(gps + 26, 3, long < 0 ? "W" : "E");
  entry(gps + 38, 4, 5, 3, values + 24);
  degrees(values, Math.abs(lat));
  degrees(values + 24, Math.abs(long));
  const length = tiff.byteLength + 8;
  const head = [0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0];
  return new Uint8Array([...head, ...new Uint8Array(tiff.buffer), 0xff, 0xda, 0, 2]);

  function entry(at, tag, type, count, value) {
    tiff.setUint16(at, tag, little);
    tiff.setUint16(at + 2, type, little);
    tiff.setUint32(at + 4, count, little);
    tiff.setUint32(at + 8, value, little);
  }
  function letter(at, tag, name) {
    entry(at, tag, 2, 2, 0);
    tiff.setUint8(at + 8, name.charCodeAt(0));
  }
  function degrees(at, value) {
    const minutes = (value % 1) * 60;
    const parts = [Math.floor(value), 1, Math.floor(minutes), 1, Math.round((minutes % 1) * 60 * 10_000), 10_000];
    parts.forEach((part, number) => tiff.setUint32(at + number * 4, part, little));
  }
}
