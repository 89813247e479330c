import { ENV } from "../../shared/env.ts";
import { askRunning } from "../cli/ask-running.ts";
import type { ShownRule } from "../console/show-rules.ts";
import type { Desk, ShownDelivery } from "./desk.ts";

/** Works on the Rowbell that runs on this machine, through its API. */
export function deskOverHttp(url: string): Desk {
  const ask = askRunning(url, `${ENV.table} and ${ENV.deliveryQueueUrl}`);
  const path = (key: string) => `/api/deliveries/${encodeURIComponent(key)}`;
  return {
    async waiting() {
      const dead = await ask<ShownDelivery[]>("GET", "/api/deliveries?state=failed,uncertain");
      const rules = await ask<ShownRule[]>("GET", "/api/rules");
      const held = rules.flatMap(({ id, name, brake }) =>
        brake ? [{ ruleId: id, ruleName: name, ...brake }] : [],
      );
      return { held, dead };
    },
    find: (key) => ask("GET", path(key)),
    redrive: (key) => ask("POST", `${path(key)}/redrive`),
    discard: (key) => ask("POST", `${path(key)}/discard`),
    answerRule: (ruleId, answer) => ask("POST", `/api/rules/${encodeURIComponent(ruleId)}/${answer}`),
  };
}
