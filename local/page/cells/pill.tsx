import type { ComponentChildren } from "preact";

type Props = { color: string | undefined; hasDot?: boolean; children: ComponentChildren };

/** An option in its colour; `color` is Notion's name for it. */
export function Pill({ color = "default", hasDot = false, children }: Props) {
  return <span class={`pill ${color}${hasDot ? " dotted" : ""}`}>{children}</span>;
}
