import { computed, signal } from "@preact/signals";
import { type MailLine, readLines, readMarks } from "../api/inbox.ts";

/** Newest first; undefined until it was read. */
export const mails = signal<MailLine[]>();
/** Mails that came while the page was open. */
export const arrivals = signal<ReadonlySet<string>>(new Set());
export const unread = computed(
  () => new Set(mails.value?.filter(({ isRead }) => !isRead).map(({ id }) => id)),
);

/** What is asked for in the list: words of a recipient, a sender or the subject, and which kind. */
export type MailKind = "all" | "unread" | "trouble";
export const search = signal("");
export const kind = signal<MailKind>("all");

const troubled: readonly string[] = ["bounced", "complained", "rejected", "delayed"];

export const found = computed(() => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  return (mails.value ?? []).filter((mail) => isOfKind(mail, kind.value) && hasAll(mail, words));
});

function isOfKind({ isRead, state }: MailLine, wanted: MailKind): boolean {
  if (wanted === "unread") return !isRead;
  return wanted === "all" || troubled.includes(state);
}

function hasAll({ from, to, cc, subject, snippet }: MailLine, words: readonly string[]): boolean {
  const text = [from, ...to, ...cc, subject, snippet].join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

export async function loadInbox(): Promise<void> {
  const known = mails.value && new Set(mails.value.map(({ id }) => id));
  const read = await readLines();
  const news = known ? read.filter(({ id }) => !known.has(id)) : [];
  if (news.length > 0) arrivals.value = new Set([...arrivals.value, ...news.map(({ id }) => id)]);
  mails.value = read;
}

/** Shown at once; every tab hears of it. */
export async function mark(ids: readonly string[] | "all", isRead: boolean): Promise<void> {
  mails.value = mails.value?.map((mail) =>
    ids === "all" || ids.includes(mail.id) ? { ...mail, isRead } : mail,
  );
  await readMarks(ids, isRead);
}

/** The header in which a mail names the delivery it is. */
const deliveryHeader = "x-rowbell-delivery";

export function deliveryOf(mail: Pick<MailLine, "headers">): string | undefined {
  return mail.headers[deliveryHeader];
}

export function mailOf(deliveryKey: string): MailLine | undefined {
  return mails.value?.find((mail) => deliveryOf(mail) === deliveryKey);
}
