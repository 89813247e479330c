import { computed, signal } from "@preact/signals";
import { type Mail, readInbox } from "../api/console.ts";
import { openMailId } from "./view.ts";

/** Newest first; undefined until it was read. */
export const mails = signal<Mail[]>();
/** Mails that came while the page was open and were not looked at. */
export const unread = signal<ReadonlySet<string>>(new Set());
export const openMail = computed(() => mails.value?.find(({ id }) => id === openMailId.value));

export async function loadInbox(): Promise<void> {
  const known = mails.value && new Set(mails.value.map(({ id }) => id));
  const read = await readInbox();
  const arrived = known ? read.filter(({ id }) => !known.has(id)) : [];
  unread.value = new Set([...unread.value, ...arrived.map(({ id }) => id)]);
  mails.value = read;
}

export function markRead(id: string): void {
  if (!unread.value.has(id)) return;
  unread.value = new Set([...unread.value].filter((one) => one !== id));
}

/** The header in which a mail names the delivery it is. */
const deliveryHeader = "x-rowbell-delivery";

export function deliveryOf(mail: Mail): string | undefined {
  return mail.headers[deliveryHeader];
}

export function mailOf(deliveryKey: string): Mail | undefined {
  return mails.value?.find((mail) => deliveryOf(mail) === deliveryKey);
}
