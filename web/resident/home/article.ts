/** The text of a help article as blocks: paragraphs parted by empty lines, and lists of lines that begin with "- ". */
export interface Block {
  text: string;
  /** Of a list; empty for a paragraph. */
  items: string[];
}

export function blocksOf(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const lines = part.split("\n").map((line) => line.trim());
      return lines.every((line) => line.startsWith("- "))
        ? { text: "", items: lines.map((line) => line.slice(2).trim()) }
        : { text: lines.join(" "), items: [] };
    });
}
