import type { HappenedAt } from "../../aws/ses/events/happening.ts";
import type { InboxMail } from "../../aws/ses/mails/mail.ts";
import type { ShownLine } from "../../console/inbox/inbox-routes.ts";
import type { MailState } from "../../console/inbox/mail-state.ts";
import { request } from "./request.ts";

export type { HappenedAt, MailState };

/** A mail in the list. */
export type MailLine = ShownLine;

/** A mail with its texts, and what became of it. */
export type Mail = Omit<InboxMail, "raw"> & { events: HappenedAt[]; state: MailState };

/** What a person says in the place of a recipient's server, or as the recipient. */
export type MailAct = "deliver" | "delay" | "bounce" | "soft bounce" | "complain";

const placeOf = (id: string) => `/api/inbox/${encodeURIComponent(id)}`;

export const readLines = () => request<MailLine[]>("GET", "/api/inbox/lines");
export const readMail = (id: string) => request<Mail>("GET", placeOf(id));
export const readMarks = (ids: readonly string[] | "all", isRead: boolean) =>
  request<unknown>("POST", "/api/inbox/read", { ids, isRead });
export const actOnMail = (id: string, as: MailAct, recipient: string | undefined) =>
  request<unknown>("POST", `${placeOf(id)}/act`, { as, recipient });
export const unsubscribeFrom = (id: string) => request<unknown>("POST", `${placeOf(id)}/unsubscribe`);

/** Where the HTML of a mail is, as a document of its own. */
export function documentOf(id: string, scheme: "light" | "dark", withImages: boolean): string {
  return `${placeOf(id)}/html?scheme=${scheme}${withImages ? "&images=remote" : ""}`;
}
export const sourceOf = (id: string) => `${placeOf(id)}/source`;
export const attachmentOf = (id: string, index: number) => `${placeOf(id)}/attachments/${index}`;
