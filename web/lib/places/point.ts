/** Points on the map: what people type or paste, and what their device says. */
export interface Point {
  lat: number;
  long: number;
}

const NUMBER = "(-?\\d{1,3}(?:\\.\\d+)?)";
const LINK = /^\s*(https?:|geo:)/i;
const LINK_FORMS = [
  `mlat=${NUMBER}&mlon=${NUMBER}`, // a pin comes before the middle of the map
  `#map=[\\d.]+/${NUMBER}/${NUMBER}`,
  `!3d${NUMBER}!4d${NUMBER}`,
  `@${NUMBER},${NUMBER}`,
  `geo:${NUMBER},${NUMBER}`,
  `[?&](?:q|query|ll|center|daddr|destination)=(?:loc:)?${NUMBER}(?:,|%2C)(?:%20|\\+)?${NUMBER}`,
].map((form) => new RegExp(form, "i"));
// 41.3, -97.1 or 41.3 N 97.1 W (O: oeste)
const PAIR = new RegExp(`^\\s*${NUMBER}\\s*°?\\s*([NS])?\\s*[,;\\s]\\s*${NUMBER}\\s*°?\\s*([EWO])?\\s*$`, "i");

/** What someone typed or pasted: a pair of degrees or a link copied from a map; null when it is neither. */
export function readPoint(text: string): Point | null {
  const plain = text.replace(/\u2212/g, "-");
  const found = LINK.test(plain) ? fromLink(plain) : fromPair(plain);
  if (!found) return null;
  const point = { lat: rounded(found[0]), long: rounded(found[1]) };
  return Math.abs(point.lat) <= 90 && Math.abs(point.long) <= 180 ? point : null;
}

function fromLink(text: string): [number, number] | null {
  const match = LINK_FORMS.map((form) => form.exec(text)).find(Boolean);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

function fromPair(text: string): [number, number] | null {
  const match = PAIR.exec(text);
  if (!match) return null;
  const south = /S/i.test(match[2] ?? "") ? -1 : 1;
  const west = /[WO]/i.test(match[4] ?? "") ? -1 : 1;
  return [Number(match[1]) * south, Number(match[3]) * west];
}

/** Six decimals are a hand's breadth. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

export const writePoint = ({ lat, long }: Point): string => `${lat.toFixed(5)}, ${long.toFixed(5)}`;

/** The same among words that may run the other way: it keeps its order. Not to be typed or sent. */
export const showPoint = (point: Point): string => `\u2066${writePoint(point)}\u2069`;

/** Good for places in one city. */
export function metresBetween(one: Point, other: Point): number {
  const metresPerDegree = 111_195;
  const east = (other.long - one.long) * Math.cos((one.lat * Math.PI) / 180);
  return Math.hypot(east, other.lat - one.lat) * metresPerDegree;
}

export type NoLocation = "denied" | "unknown" | "absent";

/** Ask the device where it is; rejects with an error whose message is a `NoLocation`. */
export function whereAmI(): Promise<Point & { accuracyM: number }> {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) return reject(new Error("absent"));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({ lat: rounded(coords.latitude), long: rounded(coords.longitude), accuracyM: coords.accuracy }),
      (error) => reject(new Error(error.code === error.PERMISSION_DENIED ? "denied" : "unknown")),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  });
}
