import type { MailMark } from "../../shared/domain/mail-event.ts";
import { canonicalAddress } from "../../shared/domain/suppression.ts";
import { runMailEvent } from "./deliveries.ts";
import { faultyTable } from "./faulty-table.ts";
import type { SentMail } from "./mailer.ts";
import { type Process, startProcess } from "./process.ts";
import type { Sandbox } from "./sandbox.ts";
import { skewedClock } from "./skewed-clock.ts";
import type { Universe } from "./universe.ts";

const kinds = {
  before: "delivery dies before a call",
  after: "delivery dies after a call",
  freezes: "delivery freezes and goes on",
} as const;

const minute = 60_000;

/** What comes of a mail that was taken: it bounces, is called spam, or its recipient wants no more of it. */
export function recipientAnswers(universe: Universe, sent: SentMail): void {
  serverAnswers(universe, sent);
  personAnswers(universe, sent);
}

/** The provider tells of each step by an event, which may get lost, come twice, late, and after those that follow it. */
function serverAnswers(universe: Universe, { key, mail, reference, at: sentAt }: SentMail): void {
  const { faults, time, mail: host } = universe;
  const bounces = faults.strike("mail bounces");
  const complains = faults.strike("mail is called spam");
  if (!bounces && !complains) return;
  const rng = faults.rng(bounces ? "mail bounces" : "mail is called spam");
  const isPassing = bounces && rng.chance(0.3);
  const steps: MailMark[] = bounces
    ? [{ ...stepAt(sentAt + 20_000), state: "bounced", ...(isPassing ? {} : { isForGood: true }) }]
    : [
        { ...stepAt(sentAt + 10_000), state: "delivered" },
        { ...stepAt(sentAt + 60_000), state: "complained", isForGood: true },
      ];
  if (rng.chance(0.3)) steps.unshift({ ...stepAt(sentAt + 5_000), state: "delayed" });
  for (const step of steps) {
    const event = {
      key,
      reference,
      at: new Date(sentAt).toISOString(),
      news: { ...step, addresses: mail.to },
    };
    if (faults.strike("news of a mail is lost")) continue;
    for (let copy = faults.strike("news of a mail comes twice") ? 2 : 1; copy > 0; copy--) {
      const late = faults.strike("news of a mail is late") ? minute * rng.int(2, 60) : 0;
      time.at(Date.parse(step.at) + late + 1_000 * rng.int(0, 30), () => {
        void runMailEvent(universe, event).then((isTaken) => {
          if (isTaken) host.heard.push({ key, mark: step });
        });
      });
    }
  }
  const address = canonicalAddress(mail.to[0] ?? "") ?? "";
  if (!isPassing) time.at(sentAt + minute * rng.int(70, 120), () => void lift(universe, address, undefined));
}

const stepAt = (at: number) => ({ at: new Date(at).toISOString() });

/** Some want no more, and some of those are asked for again later. */
function personAnswers(universe: Universe, { key, mail }: SentMail): void {
  const { faults, time } = universe;
  if (!faults.strike("recipient unsubscribes")) return;
  const rng = faults.rng("recipient unsubscribes");
  const [ruleId = ""] = key.split(":");
  const address = canonicalAddress(mail.to[0] ?? "") ?? "";
  const scope = rng.chance(0.7) ? { ruleId } : {};
  const when = time.now() + 1_000 * rng.int(1, 600);
  const say = () =>
    void asking(universe, async ({ stores }, process) => {
      const at = process.clock.now().toISOString();
      await stores.suppressions.add("default", { address, ...scope, reason: "unsubscribed", at });
    });
  time.at(when, say);
  if (faults.strike("recipient unsubscribes twice")) time.at(when + 1_000 * rng.int(0, 90), say);
  time.at(when + minute * rng.int(5, 60), () => void lift(universe, address, scope.ruleId));
}

/** Somebody of the team lifts it, and tries again until it is said to be done. */
async function lift(universe: Universe, address: string, ruleId: string | undefined): Promise<void> {
  while (!(await asking(universe, ({ stores }) => stores.suppressions.lift("default", address, ruleId))))
    await universe.time.sleep(minute);
  universe.marks.add("suppression lifted");
}

/** One request to a function of its own. @returns whether it was answered. */
function asking(
  universe: Universe,
  act: (sandbox: Sandbox, process: Process) => Promise<unknown>,
): Promise<boolean> {
  const { table, ledger, truth, deliverers } = universe;
  return new Promise((resolve) => {
    const process = startProcess("page", universe, skewedClock(universe, "delivery's clock"), kinds, () =>
      resolve(false),
    );
    const sandbox = deliverers.take();
    sandbox.enter(faultyTable(table, ledger.tap(truth, undefined), process), process.clock);
    act(sandbox, process).then(
      () => {
        deliverers.giveBack(sandbox);
        resolve(true);
      },
      () => resolve(false),
    );
  });
}
