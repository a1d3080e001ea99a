/** The running city as the tests reach it: its front door, its mail, its staff. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const DOOR = (process.env.HEX311_DOOR ?? "http://127.0.0.1:8311").replace(/\/$/, "");
export const CLOUD = (process.env.HEX311_CLOUD ?? "http://127.0.0.1:4566").replace(/\/$/, "");
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Ask the API; the document, or an error that says what the API said. What only reads may come too late once. */
export async function api(path, { method = "GET", body, headers = {} } = {}) {
  const ask = () =>
    fetch(DOOR + path, {
      method,
      headers: { ...headers, ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
    });
  let answer = await ask();
  if (answer.status === 504 && method === "GET") answer = await ask();
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** Ask until `question` is answered with something true. */
export async function waitFor(question, what, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`still waiting for ${what} after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

/** The mails to an address, oldest first. */
export async function mailsTo(address) {
  const { messages } = await (await fetch(`${CLOUD}/_ministack/ses/messages`)).json();
  return Object.values(messages)
    .flat()
    .filter((mail) => mail.To.includes(address))
    .sort((one, other) => Number(one.Timestamp) - Number(other.Timestamp));
}

/** The path of the first link to `page` that was mailed to the address. */
export function mailedLink(address, page) {
  const link = new RegExp(`https?://[^/\\s]+(/${page}/#\\S+)`);
  return waitFor(async () => {
    for (const mail of await mailsTo(address)) {
      const found = link.exec(mail.BodyText);
      if (found) return found[1];
    }
    return null;
  }, `a link to /${page}/ in a mail to ${address}`);
}

export const someone = (name) => `${name}-${randomBytes(5).toString("hex")}@example.org`;

/** A road of the state: what is reported there is passed on, and no crew of the city works on it. */
const isTheStates = ({ layer, attributes }) => layer === "road_jurisdiction" && attributes.owner === "state";

/** A place of the city's own with no open report of the type near it, as text for the form and as a point. */
export async function somewhereNew(type) {
  const { bbox } = await api("/api/v1/city");
  const within = (low, high) => Math.round((low + (high - low) * (0.25 + Math.random() / 2)) * 1e5) / 1e5;
  return waitFor(async () => {
    const point = { lat: within(bbox.south, bbox.north), long: within(bbox.west, bbox.east) };
    const query = new URLSearchParams({ ...point, service_code: type });
    const answer = await fetch(`${DOOR}/api/v1/overlay?${query}`);
    if (!answer.ok || (await answer.json()).overlay.some(isTheStates)) return null;
    const { duplicates } = await api(`/api/v1/duplicates?${query}`);
    return duplicates.length ? null : { ...point, text: `${point.lat}, ${point.long}` };
  }, "a place without reports");
}

export async function outsideTheCity() {
  const { bbox } = await api("/api/v1/city");
  return `${bbox.north + 0.5}, ${bbox.east + 0.5}`;
}

/** Have the crew start its work on the report, as staff do. */
export const startWork = (number) => python("start_work.py", number);

/** Publish how a department's news leave the city (support/deliver_by.py); the version that stood before. */
export const deliverBy = (...wanted) => python("deliver_by.py", ...wanted);

async function python(script, ...wanted) {
  const environment = {
    ...process.env,
    HEX311_PORT: new URL(DOOR).port,
    HEX311_CLOUD_PORT: new URL(CLOUD).port,
  };
  const { stdout } = await promisify(execFile)(`${ROOT}.venv/bin/python`, [`${ROOT}tests/browser/support/${script}`, ...wanted], {
    cwd: ROOT,
    env: environment,
  });
  return stdout.trim();
}

/** What the clock does each minute: deliveries that are due are sent. */
export async function sendWhatIsDue() {
  const record = { messageId: "tick", receiptHandle: "tick", body: JSON.stringify({ tick: true }), attributes: {}, messageAttributes: {}, eventSource: "aws:sqs" };
  const answer = await fetch(`${CLOUD}/2015-03-31/functions/hex311-deliver-work-orders/invocations`, {
    method: "POST",
    headers: { Authorization: "AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0" },
    body: JSON.stringify({ Records: [record] }),
  });
  if (!answer.ok) throw new Error(`the clock: ${answer.status} ${await answer.text()}`);
}
