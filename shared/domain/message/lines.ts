/** Texts with an empty line between them; empty ones left out. */
export function stacked(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}

/** Every line moved in; lines without text stay empty. */
export function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}

/** Every line with a mark before it, empty lines too. */
export function prefixed(text: string, mark: string): string {
  return text === "" ? "" : text.replace(/^/gm, mark).replace(/ +$/gm, "");
}

/** Lines of at most `width` characters where there is a space to break at: links stay whole. */
export function wrapped(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => (line.length <= width ? line : wrappedLine(line, width)))
    .join("\n");
}

function wrappedLine(line: string, width: number): string {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/[ \t]+/)) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current].join("\n");
}
