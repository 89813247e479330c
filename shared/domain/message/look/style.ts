import { inkOn } from "./colors.ts";
import type { Look } from "./look.ts";

const SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,monospace";

const page = "#f5f4f1";
const card = "#ffffff";
const text = "#26241f";
const muted = "#6a665e";
const line = "#e6e3dc";
const fill = "#f4f3ef";
const link = "#1f5fa8";

/** What a team may choose, and which way the text runs. `accent` is `#rrggbb`. */
export type Taste = { isRtl: boolean; accent?: string | undefined };

/**
 * How a message looks. Styles stand inline because Gmail's app for other accounts and Outlook's Word engine drop style
 * sheets; the classes only serve what is understood there: phones and dark mode. Sides are written out, as Outlook and
 * Yahoo know no `start` and `end`; room inside stands in cells, as Outlook pads nothing else.
 */
export function styleOf({ isRtl, accent = text }: Taste) {
  const start = isRtl ? "right" : "left";
  /** Top, end, bottom, start: as CSS wants them, clockwise. */
  const sides = (top: number, end: number, bottom: number, begin: number) =>
    [top, isRtl ? begin : end, bottom, isRtl ? end : begin]
      .map((px) => (px === 0 ? "0" : `${px}px`))
      .join(" ");
  return {
    isRtl,
    page: { class: "page", style: `padding:32px 16px;background:${page}` },
    header: { style: "padding:0 0 28px" },
    card: {
      class: "card",
      style: `padding:44px 48px 32px;background:${card};border:1px solid ${line};border-radius:12px;font:16px/1.6 ${SANS};color:${text};text-align:${start};word-break:break-word;overflow-wrap:anywhere`,
    },
    footer: {
      class: "foot",
      style: `padding:20px 49px 8px;font:13px/1.5 ${SANS};color:${muted};text-align:${start}`,
    },
    link: { class: "link", style: `color:${link};text-decoration:underline` },
    quietLink: { class: "muted", style: `color:${muted};text-decoration:underline` },
    footLine: { style: "margin:0 0 8px" },
    paragraph: { style: "margin:0 0 16px" },
    heading_1: { style: "font-size:27px;line-height:1.25;font-weight:700;letter-spacing:-0.015em" },
    heading_2: { style: "font-size:21px;line-height:1.3;font-weight:600;letter-spacing:-0.01em" },
    heading_3: { style: "font-size:17px;line-height:1.4;font-weight:600" },
    heading_4: { style: "font-size:16px;line-height:1.5;font-weight:600" },
    // A margin, because Outlook ignores the padding of lists.
    list: { style: `margin:${sides(0, 0, 16, 26)};padding:0` },
    innerList: { style: `margin:${sides(0, 0, 0, 22)};padding:0` },
    item: { style: "margin:0 0 6px" },
    inItem: { style: "padding:6px 0 0" },
    box: { style: "margin:0 0 16px" },
    innerBox: { style: "margin:0" },
    tick: { style: "width:26px;padding:0 0 6px;vertical-align:top" },
    task: { style: "padding:0 0 6px;vertical-align:top" },
    done: { class: "muted", style: `color:${muted}` },
    toggle: { style: "margin:0 0 8px;font-weight:600" },
    indent: { style: `margin:${sides(0, 0, 0, 24)}` },
    quote: {
      class: "bar",
      style: `padding:${sides(2, 0, 2, 18)};border-${start}:3px solid ${accent};font-size:17px`,
    },
    callout: { style: "padding:14px 18px;border-radius:8px" },
    icon: {
      style: `width:24px;padding:${sides(0, 12, 0, 0)};vertical-align:top;font-size:18px;line-height:1.42`,
    },
    beside: { style: "vertical-align:top" },
    fill: { class: "fill", style: `background:${fill}` },
    below: { style: "padding:8px 0 0" },
    divider: {
      class: "line",
      style: `margin:28px 0;border:0;border-top:1px solid ${line};height:0;font-size:0;line-height:0`,
    },
    codeBox: { class: "fill", style: `padding:14px 18px;border-radius:8px;background:${fill}` },
    code: {
      style: `margin:0;font:13px/1.55 ${MONO};white-space:pre-wrap;word-break:break-word;direction:ltr;text-align:left`,
    },
    inlineCode: {
      class: "tint",
      // A shade of whatever it stands on; the first colour is for Outlook, which does not know the second.
      style: `padding:2px 5px;border-radius:4px;background:${fill};background:rgba(38,36,31,0.06);font-family:${MONO};font-size:14px`,
    },
    equation: { style: "font-family:Cambria,Georgia,serif;font-style:italic" },
    centered: { style: "margin:0 0 16px;text-align:center" },
    image: { style: "display:block;width:auto;max-width:100%;height:auto;border:0;border-radius:8px" },
    logo: { style: "display:block;width:auto;max-width:180px;max-height:48px;height:auto;border:0" },
    caption: {
      class: "muted",
      style: `margin:0 0 16px;font-size:13px;line-height:1.5;color:${muted}`,
    },
    pictured: { style: "margin:0 0 8px" },
    linkCard: {
      class: "line",
      style: `padding:12px 16px;border:1px solid ${line};border-radius:8px;line-height:1.45`,
    },
    cardLink: { class: "link", style: `color:${link};text-decoration:none;font-weight:600` },
    small: { class: "muted", style: `font-size:13px;color:${muted}` },
    ...buttonLooks(accent, accent === text),
    column: { class: "col", style: "padding:0;vertical-align:top" },
    nextColumn: { class: "col next", style: `padding:${sides(0, 0, 0, 24)};vertical-align:top` },
    // What is too wide for a phone can be moved within its box; words are not broken to pieces for it.
    tableBox: { style: "margin:0 0 16px;overflow-x:auto" },
    table: { style: "border-collapse:collapse;width:100%;word-break:normal;overflow-wrap:normal" },
    cell: {
      class: "line",
      style: `padding:${sides(9, 14, 9, 0)};border-bottom:1px solid ${line};font-size:15px;line-height:1.5;text-align:${start};vertical-align:top`,
    },
    headerCell: {
      class: "line muted",
      style: `padding:${sides(9, 14, 9, 0)};border-bottom:1px solid ${line};font-size:13px;line-height:1.5;font-weight:600;color:${muted};text-align:${start};vertical-align:bottom`,
    },
    rowHeader: { style: `font-weight:600;color:${text};font-size:15px;vertical-align:top` },
  } satisfies Record<string, Look | boolean>;
}

export type Style = ReturnType<typeof styleOf>;

const tight = new WeakMap<Style, Style>();

/** The same style where blocks that stand last take no room below them. */
export function withoutRoom(style: Style): Style {
  const known = tight.get(style);
  if (known) return known;
  const none = { style: "margin:0" };
  const list = { style: `margin:0;margin-${style.isRtl ? "right" : "left"}:26px;padding:0` };
  const made = {
    ...style,
    paragraph: none,
    box: none,
    list,
    centered: { style: "margin:0;text-align:center" },
  };
  tight.set(style, made);
  return made;
}

/**
 * Outlook pads the cell, all others the link in it, so that all of the button can be clicked.
 * @param isPlain nobody chose the colour: in the dark it may be another.
 */
export function buttonLooks(background: string, isPlain: boolean): { button: Look; buttonLink: Look } {
  const dark = isPlain ? { class: "button" } : {};
  return {
    button: { ...dark, style: `background:${background};border-radius:8px;mso-padding-alt:12px 24px` },
    buttonLink: {
      ...dark,
      style: `display:inline-block;padding:12px 24px;border-radius:8px;background:${background};color:${inkOn(background)};font-weight:600;line-height:1.3;text-decoration:none`,
    },
  };
}

export const ground = page;
