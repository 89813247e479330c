import { setTimeout } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Workspace } from "../call.ts";

/** Waits, by the knob `slowChance`, before a request is looked at. By the machine's clock: on one that stands nobody would be answered. */
export async function mayBeSlow({ knobs }: Workspace): Promise<void> {
  if (knobs.happens("slowChance")) await setTimeout(knobs.get("slowMilliseconds"));
}

/** The answer; by the knob `cutChance` it is sent here, half of it, and the connection closed. */
export async function mayBeCut(
  { knobs }: Workspace,
  answer: Response,
  { outgoing }: HttpBindings,
): Promise<Response> {
  if (!knobs.happens("cutChance")) return answer;
  const whole = Buffer.from(await answer.arrayBuffer());
  const headers = { ...Object.fromEntries(answer.headers), "content-length": whole.length };
  outgoing.writeHead(answer.status, headers);
  outgoing.write(whole.subarray(0, whole.length / 2), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
