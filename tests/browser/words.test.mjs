/** The catalogues of sentences, and the small twins of rules that live in the core. Needs no city and no browser. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const PAGES = fileURLToPath(new URL("../../web/public/", import.meta.url));
const catalogue = (language) => JSON.parse(readFileSync(`${PAGES}text/${language}.json`, "utf8"));
const files = (folder, ending) =>
  readdirSync(PAGES + folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, text: readFileSync(`${PAGES}${folder}/${name}`, "utf8") }));

const ENGLISH = catalogue("en");
const placeholders = (sentence) => [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();

test("every language has every sentence, with the same placeholders", () => {
  for (const name of readdirSync(`${PAGES}text`)) {
    const words = catalogue(name.replace(".json", ""));
    assert.deepEqual(Object.keys(words).sort(), Object.keys(ENGLISH).sort(), name);
    for (const [key, sentence] of Object.entries(words)) {
      assert.ok(sentence.trim(), `${name}: ${key} is empty`);
      assert.deepEqual(placeholders(sentence), placeholders(ENGLISH[key]), `${name}: ${key}`);
    }
  }
});

test("the sentences that stand in the pages are those of the English catalogue", () => {
  for (const { name, text } of files("", "index.html")) {
    for (const [, key, shown] of text.matchAll(/data-say="([^"]+)"[^>]*>([^<]*)</g)) {
      assert.equal(shown, ENGLISH[key], `${name}: ${key}`);
    }
    for (const [, label, key] of text.matchAll(/aria-label="([^"]*)" data-say-label="([^"]+)"/g)) {
      assert.equal(label, ENGLISH[key], `${name}: ${key}`);
    }
  }
});

test("every sentence that a script names is there", () => {
  for (const { name, text } of files("script", ".js")) {
    for (const [, call, key] of text.matchAll(/\b(say|sayWith|sayCount)\(\s*"([^"]+)"/g)) {
      assert.ok(call === "sayCount" ? ENGLISH[`${key}.other`] : ENGLISH[key], `${name}: ${key}`);
    }
  }
});

test("no script writes markup, and no page holds scripts or styles of its own", () => {
  for (const { name, text } of files("script", ".js")) {
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(/, name);
  }
  for (const { name, text } of files("", "index.html")) {
    assert.doesNotMatch(text, /<style|style="|\son\w+="|<script(?![^>]*src=)/, name);
  }
});
