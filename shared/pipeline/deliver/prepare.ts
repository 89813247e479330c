import type { Runner } from "../../define.ts";
import type { Delivery, DeliveryResult } from "../../domain/delivery.ts";
import { isDigest } from "../../domain/digest.ts";
import { PermanentError, TransientError } from "../../domain/errors.ts";
import type { RuleOptions } from "../../domain/options.ts";
import { cut } from "../../domain/words.ts";
import { runners } from "../../generated/registry.ts";
import type { DeliverServices } from "../../ports.ts";
import { runnerFor } from "../../registry.ts";
import { renderContext } from "../render-context.ts";
import { digestKeys, digestParts } from "./digest-parts.ts";
import { renderPorts } from "./render-ports.ts";
import { testRunner } from "./test-runner.ts";

/** Everything decided, nothing begun. */
export type Prepared = {
  runner: Runner;
  message: unknown;
  result: DeliveryResult;
  options: RuleOptions;
  /** Those who each get it by themselves. */
  recipients: readonly string[];
};

/** Why there is no message, for good or for now. */
type Unprepared = { refusal: string } | { trouble: TransientError; runner: Runner };

/** What is kept of a message for the story: its delivery must fit into the table when it is settled, after it was sent. */
const longestPreview = 20_000;
const longestNotes = 2_000;

function resultOf(runner: Runner, message: unknown): DeliveryResult {
  const preview = runner.preview(message);
  const notes = cut((runner.notes?.(message) ?? []).join("\n"), longestNotes);
  return {
    preview: { ...preview, to: cut(preview.to, 2_000), text: cut(preview.text, longestPreview) },
    ...(notes === "" ? {} : { notes: notes.split("\n") }),
  };
}

/** Before the claim, so that between the claim and the send there is nothing that could fail. */
export async function prepare(services: DeliverServices, delivery: Delivery): Promise<Prepared | Unprepared> {
  const rule = await services.rules.load(delivery.ruleId, delivery.ruleVersion);
  if (!rule) return { refusal: `Version ${delivery.ruleVersion} of the rule is not in the table any more.` };
  const unsubscribeLink = await linkFor(services, delivery, rule.action.type);
  try {
    const own = runnerFor(rule.action.type);
    const runner = delivery.test ? testRunner(own, delivery.test) : own;
    const whose = delivery.test ? {} : { recipient: delivery.recipient, unsubscribeLink };
    const context = { ...renderContext(rule, delivery), ...whose };
    const { recipient } = delivery;
    const ports = renderPorts(services, delivery);
    const prepared = (message: unknown, recipients: readonly string[] = []): Prepared => {
      return { runner, message, options: rule.options, recipients, result: resultOf(runner, message) };
    };
    if (isDigest(delivery)) {
      if (!runner.digest) throw new PermanentError(`${runner.type} makes no digests any more`);
      const keys = await digestKeys(services, delivery);
      const frame = { recipient: recipient ?? "", count: keys.length, context };
      return prepared(await runner.digest(rule.action.input, digestParts(services, keys), frame, ports));
    }
    const whole = await runner.render(rule.action.input, context, ports);
    if (recipient === undefined) return prepared(whole, runner.each?.recipients(whole));
    if (!runner.each) throw new PermanentError(`${runner.type} acts for nobody by themselves any more`);
    return prepared(runner.each.only(whole, recipient));
  } catch (error) {
    if (error instanceof PermanentError) return { refusal: error.message };
    if (error instanceof TransientError) return { trouble: error, runner: runnerFor(rule.action.type) };
    services.log.error("not-rendered", {
      key: delivery.key,
      reason: error instanceof Error ? error.name : typeof error,
    });
    return { refusal: "Rowbell stumbled over this row; that is a fault of Rowbell's. Please report it." };
  }
}

/** @throws Error when what signs the links cannot be read: then a mail rather waits than goes without. */
async function linkFor(
  { unsubscribeLinks }: DeliverServices,
  { ruleId, connectionId }: Delivery,
  type: string,
): Promise<((address: string) => string) | undefined> {
  if (!unsubscribeLinks || !runners.some((runner) => runner.type === type && runner.audience))
    return undefined;
  const link = await unsubscribeLinks();
  return (address) => link({ address, ruleId, connectionId });
}
