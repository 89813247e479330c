/** A line of markdown: `indent` characters of white space, then `text`; `raw` is both. */
export type Line = { indent: number; text: string; raw: string };

export function linesOf(markdown: string): Line[] {
  return markdown.split(/\r?\n/).map((raw) => {
    const text = raw.trim();
    return { indent: text === "" ? 0 : raw.length - raw.trimStart().length, text, raw };
  });
}
