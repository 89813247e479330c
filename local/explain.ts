import { ENV } from "../shared/env.ts";
import { createExplainServices } from "../shared/services/explain-services.ts";
import { Refusal } from "./cli/ask-running.ts";
import { UsageError } from "./cli/command-line.ts";
import { printExplanation } from "./explain/print.ts";
import { help, readArguments } from "./explain/read-arguments.ts";
import { type Teller, tellerOnAws, tellerOverHttp } from "./explain/teller.ts";

/** A deployment's, where somebody named one; else the one on this machine. */
function tellerFor({ env }: typeof process): Teller {
  if (env[ENV.table]) return tellerOnAws(createExplainServices(env));
  return tellerOverHttp(`http://127.0.0.1:${env.ROWBELL_PORT?.trim() || "4400"}`);
}

async function told(teller: Teller, rowId: string, ruleId: string | undefined): Promise<string> {
  const known = await teller.ruleIds();
  if (ruleId !== undefined && !known.includes(ruleId)) throw new Refusal("there is no such rule");
  const ruleIds = ruleId === undefined ? known : [ruleId];
  const found = await Promise.all(ruleIds.map((id) => teller.explain(id, rowId)));
  const explanations = found.filter((one) => one !== undefined);
  if (explanations.length > 0) return explanations.map(printExplanation).join("\n\n");
  throw new Refusal(
    ruleId === undefined
      ? "no rule watches the database of this row, or Rowbell has not read the row yet"
      : "the rule watches another database than this row's, or Rowbell has not read the row yet",
  );
}

/** One line for the person at the terminal. */
function explainFailure(error: unknown): string {
  const { name, message } = error as Error;
  if (error instanceof UsageError) return `${message}.\nnpm run explain -- --help says more.`;
  if (error instanceof Refusal || message.startsWith("missing environment variables")) return `${message}.`;
  return `AWS could not be asked (${name}: ${message}). Check this shell's AWS credentials and region, and ${ENV.table}.`;
}

try {
  const wish = readArguments(process.argv.slice(2));
  console.log(wish.help ? help : await told(tellerFor(process), wish.rowId, wish.ruleId));
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
