import { signal } from "@preact/signals";

/** How mails are looked at, kept in this browser. */

const widthKey = "rowbell.mail-width";
const schemeKey = "rowbell.mail-scheme";
const wideKey = "rowbell.inbox-wide";

/** In pixels: what a phone has, and what a desktop client gives a mail. */
export const mailWidths = { phone: 375, desktop: 720 } as const;
export type MailWidth = keyof typeof mailWidths | "pane";
export type Scheme = "light" | "dark";

export const mailWidth = signal((localStorage.getItem(widthKey) ?? "pane") as MailWidth);
const ownScheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
export const mailScheme = signal((localStorage.getItem(schemeKey) ?? ownScheme) as Scheme);
/** The inbox has the room of the workspace too, with the list beside the mail. */
export const isInboxWide = signal(localStorage.getItem(wideKey) === "wide");

export function showAtWidth(width: MailWidth): void {
  mailWidth.value = width;
  localStorage.setItem(widthKey, width);
}

export function showInScheme(scheme: Scheme): void {
  mailScheme.value = scheme;
  localStorage.setItem(schemeKey, scheme);
}

export function widenInbox(isWide: boolean): void {
  isInboxWide.value = isWide;
  localStorage.setItem(wideKey, isWide ? "wide" : "");
}
