import { type BrakeState, isHolding } from "../../domain/brake.ts";
import { type Delivery, parseDeliveryKey } from "../../domain/delivery.ts";
import { FencedError } from "../../domain/errors.ts";
import { whyNot } from "../../domain/why-not.ts";
import type { DeadLetterServices } from "../../ports.ts";
import { answerHold } from "../report/answer-holds.ts";

/** What a rule holds back, and a few of the rows it is about. */
export type HeldRule = Pick<BrakeState, "held" | "sample"> & {
  ruleId: string;
  ruleName: string;
  because: string;
};

/** What waits for a person: what rules hold back, and the dead letters, newest first. */
export type WaitingForPeople = { held: HeldRule[]; dead: Delivery[] };

/** What came of a decision: nothing to say, or why not, as a plain sentence. */
export type Decision = { refused?: undefined } | { refused: string; isUnknown?: true };

/** How many of a rule's deliveries were moved, and how many may still wait. */
export type RuleDecision = { moved: number; left: number } | { refused: string; isUnknown?: true };

const most = 1_000;
/** A command's own limit, well below what anybody waits for. */
const longestMs = 50_000;

export async function waitingForPeople(
  services: DeadLetterServices,
  connectionId: string,
): Promise<WaitingForPeople> {
  const { rules, sources, outbox } = services;
  const heads = await rules.heads(connectionId);
  const held: HeldRule[] = [];
  for (const sourceId of new Set(heads.flatMap((head) => head.sourceId ?? []))) {
    for (const [ruleId, brake] of Object.entries(await sources.brakes(sourceId))) {
      if (!isHolding(brake)) continue;
      // A rule that was removed may have left something.
      const ruleName = heads.find((head) => head.ruleId === ruleId)?.name ?? "A rule that was removed";
      const because = brake.closed?.because ?? brake.heldBecause ?? "";
      held.push({ ruleId, ruleName, because, held: brake.held, sample: brake.sample });
    }
  }
  return { held, dead: await outbox.dead(connectionId, most) };
}

/** The deliveries that wait for a person, each with everything: held ones, then dead letters. */
export async function waitingDeliveries(
  services: DeadLetterServices,
  connectionId: string,
): Promise<Delivery[]> {
  const { held, dead } = await waitingForPeople(services, connectionId);
  const deliveries: Delivery[] = [];
  for (const { ruleId } of held) {
    for (const key of await services.outbox.held(ruleId, most)) {
      const delivery = await services.outbox.load(key);
      if (delivery?.state === "held") deliveries.push(delivery);
    }
  }
  return [...deliveries, ...dead];
}

/** Sends what is held, has failed or is uncertain, again if need be. What is uncertain may thereby go out twice. */
export async function redrive(services: DeadLetterServices, key: string): Promise<Decision> {
  const now = services.clock.now().toISOString();
  const decision = await decide(services, key, "sent", () => services.outbox.redrive(key, now));
  if (decision.refused === undefined) await wake(services, [key]);
  return decision;
}

/** Gives up what is held, has failed or is uncertain. */
export async function discard(services: DeadLetterServices, key: string): Promise<Decision> {
  const now = services.clock.now().toISOString();
  const why = "It was discarded by hand.";
  return decide(services, key, "discarded", () => services.outbox.discard(key, now, why));
}

/**
 * Releases or discards all that one rule holds, and opens its brake. It takes the lease, so that no poll under way puts the
 * brake back as it was: that poll ends, and the next one goes on where it stood.
 */
export async function answerRule(
  services: DeadLetterServices,
  connectionId: string,
  ruleId: string,
  answer: "release" | "discard",
): Promise<RuleDecision> {
  const { clock, leases, sources, rules } = services;
  const head = await rules.head(connectionId, ruleId);
  const sourceId = head?.sourceId;
  if (!sourceId) return { refused: `there is no rule ${ruleId} that watches a database`, isUnknown: true };
  const lease = await leases.take(connectionId);
  const brakes = await sources.brakes(sourceId);
  const brake = brakes[ruleId];
  if (!brake || !isHolding(brake)) return { refused: `the rule “${head.name}” holds nothing` };
  const keys: string[] = [];
  const startedAt = clock.now();
  const hasTime = () => clock.now().getTime() - startedAt.getTime() < longestMs;
  const answering = {
    services,
    startedAt: startedAt.toISOString(),
    hasTime,
    onMoved: (key: string) => void keys.push(key),
  };
  // Whoever decides here decides about all that waits now, and looks again at what is left.
  const { answering: _tick, ...all } = brake;
  const { answering: _begun, ...after } = await answerHold(answering, ruleId, all, answer);
  try {
    await sources.saveBrakes(lease, sourceId, { ...brakes, [ruleId]: after });
  } catch (error) {
    if (!(error instanceof FencedError)) throw error;
    // What was moved stays moved, and the next poll wakes it.
    return {
      refused: `somebody else decided about “${head.name}” at the same moment, or a poll began; look again`,
    };
  }
  if (answer === "release") await wake(services, keys);
  return { moved: keys.length, left: after.held };
}

async function decide(
  { outbox }: DeadLetterServices,
  key: string,
  wanted: "sent" | "discarded",
  act: () => Promise<boolean>,
): Promise<Decision> {
  try {
    parseDeliveryKey(key);
  } catch (error) {
    return { refused: (error as Error).message, isUnknown: true };
  }
  if (await act()) return {};
  const delivery = await outbox.load(key);
  if (!delivery)
    return { refused: `there is no delivery ${key}; they are kept for 90 days`, isUnknown: true };
  return { refused: whyNot(delivery, wanted) };
}

/** A lost message is made good by the next poll. */
async function wake({ queue, clock }: DeadLetterServices, keys: readonly string[]): Promise<void> {
  // The epoch tells one wake-up from a repetition of another. This is no poll's: the time is beyond any of theirs.
  await queue.send(keys, { connectionId: "", epoch: clock.now().getTime() });
}
