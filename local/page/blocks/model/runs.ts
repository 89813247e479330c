/** A text in pieces of one format each. */

export type Mark = "bold" | "italic" | "underline" | "strikethrough" | "code";
export type Marks = Readonly<Partial<Record<Mark, boolean>>> & { readonly color?: string };

export type Run = {
  readonly text: string;
  readonly marks: Marks;
  readonly link?: string;
  /** A mention or an equation as Notion takes it: one piece, which is only ever deleted whole. */
  readonly atom?: object;
};

export type Runs = readonly Run[];

export function textOf(runs: Runs): string {
  return runs.map(({ text }) => text).join("");
}

/** The part from one place of the text to another. An atom that is cut becomes plain text. */
export function cut(runs: Runs, from: number, to = Number.POSITIVE_INFINITY): Run[] {
  const parts: Run[] = [];
  let at = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += run.text.length;
    if (text === "") continue;
    parts.push(run.atom && text !== run.text ? { text, marks: run.marks } : { ...run, text });
  }
  return parts;
}

/** Neighbours of one format become one. */
export function join(...texts: Runs[]): Run[] {
  const joined: Run[] = [];
  for (const run of texts.flat()) {
    const last = joined.at(-1);
    if (run.text === "") continue;
    if (last && !last.atom && !run.atom && formatOf(last) === formatOf(run)) {
      joined[joined.length - 1] = { ...last, text: last.text + run.text };
    } else joined.push(run);
  }
  return joined;
}

function formatOf({ marks, link }: Run): string {
  const on = Object.entries(marks).filter(([, value]) => value && value !== "default");
  return JSON.stringify([on.sort(), link]);
}

/**
 * The text after somebody typed: what stands before and after the edit keeps its format, what is new takes the format of
 * what it follows.
 * @param caret where the typing ended; it tells the new one from its neighbours where a letter is doubled
 */
export function retyped(runs: Runs, text: string, caret = text.length): Run[] {
  const before = textOf(runs);
  let end = 0;
  const mostEnd = Math.min(text.length - caret, before.length);
  while (end < mostEnd && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  let start = 0;
  const mostStart = Math.min(before.length, text.length) - end;
  while (start < mostStart && before[start] === text[start]) start += 1;
  return replaced(runs, start, before.length - end, text.slice(start, text.length - end));
}

/** Puts `text` in the place of what stands from `start` to `end`. A link is not carried on past its end. */
export function replaced(runs: Runs, start: number, end: number, text: string): Run[] {
  const kept = cut(runs, 0, start);
  const rest = cut(runs, end);
  const inside = cut(runs, start, end);
  const like = inside[0] ?? kept.at(-1) ?? rest[0];
  const isLinked = like?.link !== undefined && (inside.length > 0 || rest[0]?.link === like.link);
  const marks = like && !like.atom ? like.marks : {};
  return join(kept, [{ text, marks, ...(isLinked && like?.link ? { link: like.link } : {}) }], rest);
}

/** Whether all of a part bears the mark. */
export function isMarked(runs: Runs, mark: Mark, start: number, end: number): boolean {
  const part = cut(runs, start, end);
  return part.length > 0 && part.every(({ marks }) => marks[mark]);
}

/** Marks a part, or takes the mark away where all of it bears it. */
export function toggled(runs: Runs, mark: Mark, start: number, end: number): Run[] {
  const isOn = !isMarked(runs, mark, start, end);
  return reformed(runs, start, end, (run) => ({ ...run, marks: { ...run.marks, [mark]: isOn } }));
}

/** @param url undefined takes the link away */
export function linked(runs: Runs, url: string | undefined, start: number, end: number): Run[] {
  return reformed(runs, start, end, ({ link: _link, ...run }) => (url ? { ...run, link: url } : run));
}

/** The link at a place of the text, and how far it reaches. */
export function linkAt(runs: Runs, place: number): { url: string; start: number; end: number } | undefined {
  let at = 0;
  for (const { text, link } of runs) {
    const start = at;
    at += text.length;
    if (link && start <= place && place <= at) return { url: link, start, end: at };
  }
  return undefined;
}

function reformed(runs: Runs, start: number, end: number, reform: (run: Run) => Run): Run[] {
  return join(cut(runs, 0, start), cut(runs, start, end).map(reform), cut(runs, end));
}
