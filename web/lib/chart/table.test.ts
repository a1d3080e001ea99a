import { expect, test } from "vitest";
import { cellText, csvOf, fileNameOf, type Table } from "./table";

const table: Table = {
  columns: [{ title: "Type" }, { title: "Reports, here", as: "number" }, { title: "On time", as: "share" }],
  rows: [
    ["Pothole", 1_412, 0.875],
    ['Sign, "stop"', 0, null],
    ["=1+1", 2, 1],
    ["two\nlines", 3, 0],
  ],
};

/** A reader of CSV by the book, to hold the writer to. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let [cell, quoted] = ["", false];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (quoted && letter === '"' && text[at + 1] === '"') cell += text[++at];
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ",") [cell] = [(rows.at(-1)?.push(cell), "")];
    else if (!quoted && letter === "\r") continue;
    else if (!quoted && letter === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      rows.push([]);
    } else cell += letter;
  }
  return rows.slice(0, -1);
}

test("what is downloaded is what is shown, cell by cell", () => {
  expect(read(csvOf(table))).toEqual([
    ["Type", "Reports, here", "On time"],
    ["Pothole", "1412", "0.875"],
    ['Sign, "stop"', "0", ""],
    ["'=1+1", "2", "1"],
    ["two\nlines", "3", "0"],
  ]);
});

test("cells are told as people read them", () => {
  const [type = { title: "" }, reports = { title: "" }, share = { title: "" }] = table.columns;
  expect(cellText("Pothole", type, "en")).toBe("Pothole");
  expect(cellText(1412, reports, "en")).toBe("1,412");
  expect(cellText(0.875, share, "en")).toBe("88%");
  expect(cellText("2025-12-01", { title: "", as: "day" }, "en-US")).toBe("Dec 1, 2025");
  expect(cellText("2025-12-01", { title: "", as: "month" }, "en-US")).toBe("Dec 2025");
  expect(cellText(null, share, "en")).toBe("–");
});

test("files are named in words", () => {
  expect(fileNameOf("Reports over time", "Distrito Peñón 3", "2026-08-25")).toBe("reports-over-time_distrito-penon-3_2026-08-25.csv");
  expect(fileNameOf("", "a/b\\c", "../x")).toBe("a-b-c_x.csv");
});
