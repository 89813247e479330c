import type { Runs } from "../model/runs.ts";

/** A part of a text that is drawn as one: a run, or what a run has of places such as {{ Status }}. */
export type Piece = { text: string; className: string; link?: string; isAtom: boolean };

export function piecesOf(runs: Runs): Piece[] {
  return runs.flatMap(({ text, marks, link, atom }) => {
    const formats = Object.entries(marks).flatMap(([name, value]) => {
      if (name === "color") return value === "default" ? [] : [`ink-${value}`];
      return value ? [name] : [];
    });
    const common = { isAtom: atom !== undefined, ...(link && { link }) };
    const parts = atom ? [text] : text.split(/(\{\{[^{}]*\}\})/).filter((part) => part !== "");
    return parts.map((part) => {
      const own = atom ? ["atom"] : part.startsWith("{{") && part.endsWith("}}") ? ["place"] : [];
      return { ...common, text: part, className: [...formats, ...own, ...(link ? ["link"] : [])].join(" ") };
    });
  });
}

/** Whether an element shows these pieces: the browser has typed into it since it was drawn. */
export function shows(element: HTMLElement, pieces: readonly Piece[]): boolean {
  const nodes = [...element.childNodes];
  const hasBreak = nodes.at(-1)?.nodeName === "BR";
  if (hasBreak !== needsBreak(pieces)) return false;
  const drawn = hasBreak ? nodes.slice(0, -1) : nodes;
  return (
    drawn.length === pieces.length &&
    drawn.every((node, index) => {
      const piece = pieces[index];
      if (!piece || node.textContent !== piece.text) return false;
      return node instanceof HTMLElement
        ? node.className === piece.className && (node.dataset.link ?? "") === (piece.link ?? "")
        : piece.className === "";
    })
  );
}

/** A line that nothing stands in yet is only seen with something after it. */
function needsBreak(pieces: readonly Piece[]): boolean {
  return pieces.at(-1)?.text.endsWith("\n") ?? false;
}

/** Draws the pieces into an element that the browser types into, which no library may manage. */
export function draw(element: HTMLElement, pieces: readonly Piece[]): void {
  const nodes: Node[] = pieces.map(({ text, className, link, isAtom }) => {
    if (className === "") return new Text(text);
    const span = document.createElement("span");
    span.className = className;
    span.textContent = text;
    if (link) {
      span.dataset.link = link;
      span.title = `${link} (Ctrl and click opens it)`;
    }
    if (isAtom) span.contentEditable = "false";
    return span;
  });
  if (needsBreak(pieces)) nodes.push(document.createElement("br"));
  element.replaceChildren(...nodes);
}
