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
