import { join, type Marks, type Run } from "../model/runs.ts";

/** How the text in an element looks, and where it leads. */
type Look = { marks: Marks; link?: string; isKept?: boolean };

const looks: Record<string, Marks> = {
  B: { bold: true },
  STRONG: { bold: true },
  I: { italic: true },
  EM: { italic: true },
  U: { underline: true },
  S: { strikethrough: true },
  DEL: { strikethrough: true },
  CODE: { code: true },
  KBD: { code: true },
};

/** The text of a line of HTML: white space counts once, and not at its ends. */
export function lineOf(nodes: readonly Node[]): Run[] {
  const runs = join(nodes.flatMap((node) => runsOf(node, { marks: {} })));
  const tidy: Run[] = [];
  for (const run of runs) {
    const end = tidy.at(-1)?.text.at(-1) ?? "\n";
    const text = run.text.replace(/ ?\n ?/g, "\n");
    tidy.push({ ...run, text: /\s/.test(end) ? text.replace(/^\s+/, "") : text });
  }
  const last = tidy.pop();
  return join(tidy, last ? [{ ...last, text: last.text.trimEnd() }] : []);
}

function runsOf(node: Node, look: Look): Run[] {
  const { marks, link } = look;
  if (node instanceof Text) {
    const text = look.isKept ? node.data : node.data.replace(/[\s\u00a0]+/g, " ");
    return [{ text, marks, ...(link && { link }) }];
  }
  if (!(node instanceof HTMLElement)) return [];
  if (node.tagName === "BR") return [{ text: "\n", marks: {} }];
  const inside = { ...look, ...linkOf(node), ...keptBy(node), marks: { ...marks, ...marksOf(node) } };
  return [...node.childNodes].flatMap((child) => runsOf(child, inside));
}

function marksOf({ tagName, style }: HTMLElement): Marks {
  const { fontWeight, fontStyle } = style;
  const isBold = Number(fontWeight) >= 600 || fontWeight === "bold";
  return {
    ...looks[tagName],
    ...(fontWeight !== "" && { bold: isBold }),
    ...(fontStyle !== "" && { italic: fontStyle === "italic" }),
  };
}

function linkOf(element: HTMLElement): { link?: string } {
  return element instanceof HTMLAnchorElement && /^https?:$/.test(element.protocol)
    ? { link: element.href }
    : {};
}

function keptBy({ style }: HTMLElement): { isKept?: boolean } {
  return /^(pre|preserve|break-spaces)/.test(style.whiteSpace) ? { isKept: true } : {};
}
