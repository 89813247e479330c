import { canonicalAddress } from "../../shared/domain/suppression.ts";
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

/** What comes of a mail that reached somebody: some want no more of it, and some of those are asked for again later. */
export function recipientAnswers(universe: Universe, { key, mail }: SentMail): void {
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
