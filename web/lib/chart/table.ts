/** What a chart shows, as a table: the same numbers are drawn, read as a table, and downloaded. */
import { dayInWords } from "../places/days";

/** Nothing (null) is what is not told, or does not exist; it is not nought. */
export type Cell = string | number | null;

export interface Column {
  /** What stands above it, in plain words. */
  title: string;
  /** Shares are told in per cent; days (2026-11-22) and months by their first day are told in words, and stay as they are in files. */
  as?: "text" | "day" | "month" | "number" | "share";
}

export interface Table {
  columns: Column[];
  rows: Cell[][];
}

/** A cell as people read it. */
export function cellText(cell: Cell, column: Column, language: string, nothing = "–"): string {
  if (cell === null) return nothing;
  if (typeof cell === "string") return column.as === "day" || column.as === "month" ? dayInWords(cell, language, column.as) : cell;
  const style = column.as === "share" ? ({ style: "percent", maximumFractionDigits: 0 } as const) : {};
  return new Intl.NumberFormat(language, style).format(cell);
}

/**
 * The table as CSV (RFC 4180) with a first line that says what each column is. Shares are numbers from 0 to 1, what is
 * not told is empty, and no cell of text can be taken for a formula.
 */
export function csvOf({ columns, rows }: Table): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A name for a file, of words: `reports-over-time_district-3_2026-08-25_2026-11-22.csv`. */
export function fileNameOf(...words: string[]): string {
  const plain = words.map((word) =>
    word
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, ""),
  );
  return `${plain.filter(Boolean).join("_")}.csv`;
}

/** Give the reader a file. The byte order mark has spreadsheets read accents as what they are. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
