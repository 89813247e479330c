import type { ShownRule } from "../console/show-rules.ts";
import { type Desk, Refusal, type ShownDelivery } from "./desk.ts";

/** Works on the Rowbell that runs on this machine, through its API. */
export function deskOverHttp(url: string): Desk {
  const ask = async <T>(method: string, path: string): Promise<T> => {
    let answer: Response;
    try {
      answer = await fetch(url + path, { method });
    } catch {
      throw new Refusal(
        `Rowbell does not answer at ${url}. Start it with npm start, or set ROWBELL_TABLE and ROWBELL_DELIVERY_QUEUE_URL to work on your deployment`,
      );
    }
    const content = (await answer.json().catch(() => ({}))) as T & { error?: string };
    if (answer.ok) return content;
    throw new Refusal(content.error ?? `what answers at ${url} is no Rowbell (HTTP ${answer.status})`);
  };
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
