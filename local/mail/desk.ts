import { canonicalAddress, type Suppression } from "../../shared/domain/suppression.ts";
import { ENV } from "../../shared/env.ts";
import { onlyConnection } from "../../shared/ports.ts";
import type { MailDeskServices } from "../../shared/services/mail-desk-services.ts";
import { askRunning, Refusal } from "../cli/ask-running.ts";

/** Where a person decides whom, and whether, to mail, wherever Rowbell runs. Throws Refusal. */
export type MailDesk = {
  isSending(): Promise<boolean>;
  setSending(on: boolean): Promise<void>;
  suppressions(): Promise<Suppression[]>;
  suppress(address: string, ruleId: string | undefined): Promise<void>;
  lift(address: string, ruleId: string | undefined): Promise<void>;
};

const mostListed = 10_000;

export function mailDeskOnAws({ clock, sending, suppressions }: MailDeskServices): MailDesk {
  return {
    isSending: () => sending.isOn(),
    setSending: (on) => sending.set(on),
    suppressions: () => suppressions.list(onlyConnection, mostListed),
    async suppress(written, ruleId) {
      const address = canonicalAddress(written);
      if (!address) throw new Refusal(`"${written}" is no e-mail address`);
      const scope = ruleId === undefined ? {} : { ruleId };
      const at = clock.now().toISOString();
      await suppressions.add(onlyConnection, { address, ...scope, reason: "by hand", at });
    },
    async lift(address, ruleId) {
      if (!(await suppressions.lift(onlyConnection, address, ruleId)))
        throw new Refusal(`nothing stands against mailing ${address} there`);
    },
  };
}

export function mailDeskOverHttp(url: string): MailDesk {
  const ask = askRunning(url, `${ENV.table} and ${ENV.configurationSet}`);
  const path = (address: string, ruleId: string | undefined, end = "") =>
    `/api/suppressions/${encodeURIComponent(address)}${end}${ruleId === undefined ? "" : `?rule=${encodeURIComponent(ruleId)}`}`;
  return {
    isSending: async () => (await ask<{ sending: boolean }>("GET", "/api/mail")).sending,
    setSending: (on) => ask("POST", `/api/mail/${on ? "start" : "stop"}`),
    suppressions: () => ask("GET", "/api/suppressions"),
    suppress: (address, ruleId) => ask("POST", path(address, ruleId)),
    lift: (address, ruleId) => ask("POST", path(address, ruleId, "/lift")),
  };
}
