/**
 * How a message looks. Styles stand inline because Gmail's app and Outlook's Word engine drop style sheets; the classes
 * only serve what is understood there: phones and dark mode.
 */
const SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,monospace";

export const ink = {
  page: "#f5f4f1",
  card: "#ffffff",
  text: "#26241f",
  muted: "#706c64",
  line: "#e6e3dc",
  fill: "#f4f3ef",
  link: "#1f5fa8",
};

export const theme = {
  page: { class: "page", style: `padding:32px 16px;background:${ink.page}` },
  card: {
    class: "card",
    style: `padding:44px 48px 32px;background:${ink.card};border:1px solid ${ink.line};border-radius:12px;font:16px/1.6 ${SANS};color:${ink.text};text-align:start;overflow-wrap:anywhere`,
  },
  footer: {
    class: "foot",
    style: `padding:20px 49px 8px;font:13px/1.5 ${SANS};color:${ink.muted};text-align:start`,
  },
  link: { class: "link", style: `color:${ink.link};text-decoration:underline;text-underline-offset:2px` },
  quietLink: {
    class: "muted",
    style: `color:${ink.muted};text-decoration:underline;text-underline-offset:2px`,
  },
  paragraph: { style: "margin:0 0 16px" },
  heading_1: { style: "font-size:27px;line-height:1.25;font-weight:700;letter-spacing:-0.015em" },
  heading_2: { style: "font-size:21px;line-height:1.3;font-weight:600;letter-spacing:-0.01em" },
  heading_3: { style: "font-size:17px;line-height:1.4;font-weight:600" },
  heading_4: { style: "font-size:16px;line-height:1.5;font-weight:600" },
  list: { style: "margin:0 0 16px;padding:0 0 0 26px" },
  item: { style: "margin:0 0 6px;padding:0 0 0 2px" },
  tasks: { style: "margin:0 0 16px" },
  task: { style: "margin:0 0 6px;padding:0 0 0 26px;text-indent:-26px" },
  done: { class: "muted", style: `color:${ink.muted}` },
  toggle: { style: "margin:0 0 8px;font-weight:600" },
  indent: { style: "padding:0 0 0 24px" },
  inItem: { style: "padding:6px 0 0;text-indent:0" },
  quote: {
    class: "bar",
    style: `margin:0 0 16px;padding:2px 0 2px 18px;border-inline-start:3px solid ${ink.text}`,
  },
  callout: { style: "padding:14px 18px;border-radius:8px" },
  icon: { style: "padding:0 12px 0 0;vertical-align:top;font-size:18px;line-height:1.42" },
  beside: { style: "vertical-align:top;line-height:1.6" },
  fill: { class: "fill", style: `background:${ink.fill}` },
  tight: { style: "margin:0" },
  below: { style: "padding:8px 0 0" },
  divider: {
    class: "line",
    style: `margin:28px 0;border:0;border-top:1px solid ${ink.line};height:0;font-size:0;line-height:0`,
  },
  code: {
    class: "fill",
    style: `margin:0 0 16px;padding:16px 18px;border-radius:8px;background:${ink.fill};font:13px/1.55 ${MONO};white-space:pre-wrap`,
  },
  inlineCode: {
    class: "tint",
    // A shade of whatever it stands on; the first colour is for Outlook, which does not know the second.
    style: `padding:2px 5px;border-radius:4px;background:${ink.fill};background:rgba(38,36,31,0.06);font-family:${MONO};font-size:0.875em`,
  },
  equation: { style: "font-family:Cambria,Georgia,serif;font-style:italic" },
  centered: { style: "margin:0 0 16px;text-align:center" },
  image: { style: "display:block;max-width:100%;height:auto;border:0;border-radius:8px" },
  caption: { class: "muted", style: `margin:-8px 0 16px;font-size:13px;line-height:1.5;color:${ink.muted}` },
  spread: { style: "margin:0 0 16px;border-collapse:separate" },
  table: { style: "margin:0 0 16px;border-collapse:collapse;width:100%" },
  cell: {
    class: "line",
    style: `padding:9px 14px 9px 0;border-bottom:1px solid ${ink.line};font-size:15px;line-height:1.5;text-align:start;vertical-align:top`,
  },
  headerCell: {
    class: "line muted",
    style: `padding:9px 14px 9px 0;border-bottom:1px solid ${ink.line};font-size:13px;line-height:1.5;font-weight:600;color:${ink.muted};text-align:start;vertical-align:bottom`,
  },
} as const;

type Color = { text: string; fill: string; darkText: string; darkFill: string };

// Notion's colours, the texts darkened until they have a contrast of 4.5 : 1 on white.
export const colors: Record<string, Color> = {
  gray: { text: "#6f6e69", fill: "#f1f1ef", darkText: "#a5a39d", darkFill: "#31302d" },
  brown: { text: "#8a5b45", fill: "#f4eeea", darkText: "#c79d86", darkFill: "#3d2f28" },
  orange: { text: "#ad5a09", fill: "#fbecdd", darkText: "#dd9a5c", darkFill: "#472f1a" },
  yellow: { text: "#85620f", fill: "#fbf3db", darkText: "#d8b35e", darkFill: "#42371b" },
  green: { text: "#37704f", fill: "#edf3ec", darkText: "#83bd9a", darkFill: "#233a2d" },
  blue: { text: "#28688d", fill: "#e7f3f8", darkText: "#7fb6d8", darkFill: "#1e3747" },
  purple: { text: "#7d539e", fill: "#f5f1f8", darkText: "#bd98db", darkFill: "#392c47" },
  pink: { text: "#aa3c76", fill: "#faf0f5", darkText: "#e08fbc", darkFill: "#452838" },
  red: { text: "#bd3833", fill: "#fdebea", darkText: "#ee8a85", darkFill: "#4a2725" },
};
