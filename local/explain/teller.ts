import { type ExplainServices, type Explanation, explain } from "../../shared/pipeline/judge/explain.ts";
import { onlyConnection } from "../../shared/ports.ts";
import { Refusal } from "../cli/ask-running.ts";
import type { ShownRule } from "../console/show-rules.ts";

/** Who knows: the table of a deployment, or the Rowbell on this machine. */
export type Teller = {
  ruleIds(): Promise<string[]>;
  /** Undefined where there is no such rule, or its database has no such row. */
  explain(ruleId: string, rowId: string): Promise<Explanation | undefined>;
};

export function tellerOnAws(services: ExplainServices): Teller {
  return {
    ruleIds: async () => (await services.rules.heads(onlyConnection)).map(({ ruleId }) => ruleId),
    explain: (ruleId, rowId) => explain(services, onlyConnection, ruleId, rowId),
  };
}

export function tellerOverHttp(url: string): Teller {
  const ask = async <T>(path: string): Promise<T | undefined> => {
    const answer = await fetch(url + path).catch(() => undefined);
    if (answer?.status === 404) return undefined;
    if (answer?.ok) return (await answer.json()) as T;
    throw new Refusal(
      `Rowbell does not answer at ${url}. Start it with npm start, or set ROWBELL_TABLE to ask your deployment`,
    );
  };
  return {
    ruleIds: async () => (await ask<ShownRule[]>("/api/rules"))?.map(({ id }) => id) ?? [],
    explain: (ruleId, rowId) =>
      ask(`/api/explain?row=${encodeURIComponent(rowId)}&rule=${encodeURIComponent(ruleId)}`),
  };
}
