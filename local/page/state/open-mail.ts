import { effect, signal } from "@preact/signals";
import { type Mail, readMail } from "../api/inbox.ts";
import { Refusal } from "../api/request.ts";
import { mails } from "./inbox.ts";
import { openMailId } from "./view.ts";

/** The mail that is read, with its texts; undefined until it is here. */
export const openMail = signal<Mail>();

/** Reads the mail that is opened, and again when something became of it. */
export function followOpenMail(): void {
  effect(() => {
    const id = openMailId.value;
    const line = mails.value?.find((mail) => mail.id === id);
    if (!id || !line) {
      openMail.value = undefined;
      return;
    }
    void load(id);
  });
}

async function load(id: string): Promise<void> {
  try {
    const mail = await readMail(id);
    if (openMailId.value === id) openMail.value = mail;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
