import { type Markup, markup } from "../markup.ts";
import { colors } from "./colors.ts";

/** How an element looks: its own style, and the class that dark mode and phones change it by. */
export type Look = { style: string; class?: string };

/** The attributes of one element from its looks; later ones win. */
export function look(...looks: (Look | undefined)[]): Markup {
  let style = "";
  let classes = "";
  for (const one of looks) {
    if (one?.style) style += style === "" ? one.style : `;${one.style}`;
    if (one?.class) classes += classes === "" ? one.class : ` ${one.class}`;
  }
  if (classes === "") return markup` style="${style}"`;
  return style === "" ? markup` class="${classes}"` : markup` class="${classes}" style="${style}"`;
}

/** The look of a Notion colour name, `red` or `red_background`; none for an unknown one. */
export function colorLook(name: string | undefined): Look | undefined {
  if (name === undefined) return undefined;
  const [hue = "", ground] = name.split("_");
  const color = Object.hasOwn(colors, hue) ? colors[hue] : undefined;
  if (color === undefined) return undefined;
  return ground === "background"
    ? { style: `background:${color.fill}`, class: `bg-${hue}` }
    : { style: `color:${color.text}`, class: `c-${hue}` };
}
