/** A line to the store that breaks: half of what is sent gets through, or all of it but no answer comes back. */
import { connect, createServer } from "node:net";
import { CLOUD } from "./city.mjs";

/**
 * Pictures of this page go over the line. `line.breaks` says how the next one fails: "half", "answer" or null for not at
 * all; `line.sent` counts what was tried.
 */
export async function breakingLine(page) {
  const line = { breaks: null, sent: 0, broken: 0 };
  const store = new URL(CLOUD);
  const server = createServer((browser) => {
    const how = line.breaks;
    const behind = connect(Number(store.port), store.hostname);
    const cut = () => {
      line.broken += 1;
      browser.destroy();
      behind.destroy();
    };
    let [length, got] = [0, 0];
    browser.on("data", (bytes) => {
      got += bytes.length;
      length ||= Number(/content-length: (\d+)/i.exec(bytes.toString("latin1"))?.[1] ?? 0);
      behind.write(bytes);
      if (how === "half" && length && got > length / 2) cut();
    });
    behind.on("data", (bytes) => (how === "answer" ? cut() : browser.write(bytes)));
    for (const [one, other] of [[browser, behind], [behind, browser]]) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${server.address().port}`;
  await page.route(
    (url) => url.origin === store.origin,
    (route) => {
      const { pathname } = new URL(route.request().url());
      if (route.request().method() !== "POST") return route.continue();
      line.sent += 1;
      return route.continue({ url: address + pathname, headers: { ...route.request().headers(), connection: "close" } });
    },
  );
  page.on("close", () => server.close());
  return line;
}
