const MAX_LENGTH = 250;

/**
 * Text as it may stand in a header: one line, without control characters and without the bidirectional marks that can
 * make a subject read as something else.
 */
export function headerLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  const characters = [...line];
  return characters.length > MAX_LENGTH
    ? `${characters
        .slice(0, MAX_LENGTH - 1)
        .join("")
        .trimEnd()}…`
    : line;
}
