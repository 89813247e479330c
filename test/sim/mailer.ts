import { PermanentError, StoppedError, TransientError } from "../../shared/domain/errors.ts";
import type { MailMark } from "../../shared/domain/mail-event.ts";
import type { Mail, Mailer } from "../../shared/ports.ts";
import type { Faults } from "./faults.ts";
import type { Process } from "./process.ts";
import type { Rng } from "./rng.ts";
import type { VirtualTime } from "./virtual-time.ts";

export type SentMail = { key: string; at: number; reference: string; mail: Mail };

/** A mail provider and what it accepted, which is what people get. */
export type MailHost = {
  time: VirtualTime;
  faults: Faults;
  latency: Rng;
  sent: SentMail[];
  /** What became of mails, as far as it was told and taken. */
  heard: { key: string; mark: MailMark }[];
  /** Hears of each mail that its recipient gets. */
  onAccepted: (sent: SentMail) => void;
  /** Tells that a mail was sent, as the provider's event does. */
  onSent: (key: string, reference: string, sentAt: number) => void;
};

const hourMs = 3_600_000;
const timeoutMs = 10_000;

/** One process's way to the provider. What it throws is what the production mailer makes of the provider's answers. */
export function simulatedMailer(host: MailHost, process: Process): Mailer {
  return {
    send: (mail) =>
      process.call(host.latency.int(40, 300), async () => {
        refuse(host.faults);
        return take(host, mail);
      }),
  };
}

function refuse(faults: Faults): void {
  if (faults.strike("mail is throttled")) throw new TransientError("SES asks to send more slowly");
  if (faults.strike("daily quota is used up"))
    throw new TransientError("the daily SES sending quota is used up", { retryAfterMs: hourMs });
  if (faults.strike("sending is paused")) throw new StoppedError("all mail is stopped");
  if (faults.strike("mail is rejected")) throw new PermanentError("SES refused the mail");
}

async function take(host: MailHost, mail: Mail): Promise<string> {
  const { faults, time } = host;
  // An unknown error may quote what was sent, as SES's own sentences do.
  const unknown = (name: string) =>
    Object.assign(new Error(`${name} for ${mail.to.join()}: ${mail.subject}`), { name });
  if (faults.strike("mail provider answers 500")) {
    if (faults.rng("mail provider answers 500").chance(0.5)) accept(host, mail);
    throw unknown("InternalFailure");
  }
  if (faults.strike("mail request never arrives")) {
    await time.sleep(timeoutMs);
    throw unknown("TimeoutError");
  }
  const late = "mail is taken after its answer was given up";
  if (faults.strike(late)) {
    time.at(time.now() + timeoutMs + 1000 * faults.rng(late).int(1, 30), () => accept(host, mail));
    await time.sleep(timeoutMs);
    throw unknown("TimeoutError");
  }
  const reference = accept(host, mail);
  if (!faults.strike("mail is taken and its answer lost")) return reference;
  await time.sleep(timeoutMs);
  throw unknown("TimeoutError");
}

function accept(host: MailHost, mail: Mail): string {
  const { faults, time, sent } = host;
  const reference = `message-${sent.length + 1}`;
  const at = time.now();
  const accepted = { key: mail.key, at, reference, mail };
  sent.push(accepted);
  host.onAccepted(accepted);
  if (faults.strike("send event is lost")) return reference;
  const times = faults.strike("send event comes twice") ? 2 : 1;
  for (let i = 0; i < times; i++) {
    const late = faults.strike("send event is late")
      ? 60_000 * faults.rng("send event is late").int(2, 60)
      : 0;
    time.at(at + late + host.latency.int(300, 8_000), () => host.onSent(mail.key, reference, at));
  }
  return reference;
}
