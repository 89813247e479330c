import { type Markup, markup } from "./markup.ts";
import { colors } from "./theme.ts";

/** How an element looks: its own style, and the class that dark mode and phones change it by. */
type Look = { style: string; class?: string };

/** The attributes of one element from its looks; later ones win. */
export function look(...looks: (Look | undefined)[]): Markup {
  const classes = looks.flatMap((one) => one?.class ?? []).join(" ");
  const style = looks.flatMap((one) => one?.style || []).join(";");
  const classAttribute = classes === "" ? undefined : markup` class="${classes}"`;
  return style === "" ? markup`${classAttribute}` : markup`${classAttribute} style="${style}"`;
}

/** The look of a Notion colour name, `red` or `red_background`; none for an unknown one. */
export function colorLook(name: string | undefined): Look | undefined {
  const [hue = "", ground] = (name ?? "").split("_");
  const color = Object.hasOwn(colors, hue) ? colors[hue] : undefined;
  if (color === undefined) return undefined;
  return ground === "background"
    ? { style: `background:${color.fill}`, class: `bg-${hue}` }
    : { style: `color:${color.text}`, class: `c-${hue}` };
}
