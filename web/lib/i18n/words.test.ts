import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { KINDS, STATUSES, kindKey, statusKey } from "../map/statuses";

const HERE = new URL(".", import.meta.url);
const catalogues = readdirSync(HERE).filter((name) => name.endsWith(".json"));
const read = (name: string): Record<string, string> => JSON.parse(readFileSync(new URL(name, HERE), "utf8"));
const first = read("en.json");

/** The values that a message asks for, whatever its language does with them. */
function valuesOf(parts: MessageFormatElement[]): string[] {
  const found = parts.flatMap((part) => {
    if (part.type === TYPE.literal || part.type === TYPE.pound) return [];
    const inner = "options" in part ? Object.values(part.options).flatMap((option) => valuesOf(option.value)) : [];
    return "value" in part ? [String(part.value), ...inner] : inner;
  });
  return [...new Set(found)].sort();
}

test("there is more than one language", () => expect(catalogues).toEqual(expect.arrayContaining(["en.json", "es.json"])));

describe.each(catalogues)("%s", (name) => {
  const catalogue = read(name);

  test("has every sentence, and none that nobody says", () => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(first));
  });

  test.each(Object.entries(catalogue))("%s can be read and asks for the same values", (key, text) => {
    expect(text.trim()).not.toBe("");
    expect(valuesOf(parse(text, { ignoreTag: true }))).toEqual(valuesOf(parse(first[key] ?? "", { ignoreTag: true })));
  });

  test("has no English left in it", () => {
    if (name === "en.json") return;
    const same = Object.keys(catalogue).filter((key) => catalogue[key] === first[key] && !key.startsWith("unit."));
    expect(same).toEqual([]);
  });
});

test("every key of the catalogues is said somewhere", () => {
  const sources = ["..", "../../map", "../../resident"].flatMap((folder) => {
    const base = new URL(`${folder}/`, HERE);
    return readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name))
      .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"));
  });
  const text = sources.join("\n");
  const made = new Set<string>([
    ...STATUSES.map(statusKey),
    ...KINDS.map(kindKey),
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => `direction.${eighth}`),
    ...["open", "closed", "all"].map((state) => `filter.${state}`),
    ...["auto", "light", "dark"].map((look) => `look.${look}`),
  ]);
  expect(Object.keys(first).filter((key) => !made.has(key) && !text.includes(`"${key}"`))).toEqual([]);
});
