import { parseDeliveryKey } from "../../shared/domain/delivery.ts";
import {
  answerRule,
  discard,
  redrive,
  waitingForPeople,
} from "../../shared/pipeline/deliver/dead-letters.ts";
import { type DeadLetterServices, onlyConnection } from "../../shared/ports.ts";
import { Refusal } from "../cli/ask-running.ts";
import type { Desk } from "./desk.ts";

/** Works on a deployment's table and queue, with the credentials of this shell. */
export function deskOnAws(services: DeadLetterServices): Desk {
  const decided = async (decision: Promise<{ refused?: string | undefined }>) => {
    const { refused } = await decision;
    if (refused !== undefined) throw new Refusal(refused);
  };
  return {
    waiting: () => waitingForPeople(services, onlyConnection),
    async find(key) {
      const delivery = isKey(key) ? await services.outbox.load(key) : undefined;
      if (!delivery) throw new Refusal(`there is no delivery ${key}`);
      return delivery;
    },
    redrive: (key) => decided(redrive(services, key)),
    discard: (key) => decided(discard(services, key)),
    async answerRule(ruleId, answer) {
      const decision = await answerRule(services, onlyConnection, ruleId, answer);
      if ("moved" in decision) return decision;
      throw new Refusal(decision.refused);
    },
  };
}

function isKey(text: string): boolean {
  try {
    parseDeliveryKey(text);
    return true;
  } catch {
    return false;
  }
}
