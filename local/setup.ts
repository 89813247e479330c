import { Client, LogLevel } from "@notionhq/client";
import { offered } from "../shared/registry.ts";
import { UsageError } from "./cli/command-line.ts";
import { readSettings } from "./settings.ts";
import { explainFailure } from "./setup/explain-failure.ts";
import { onlyPage, pageIdIn } from "./setup/page-id.ts";
import { help, readArguments } from "./setup/read-arguments.ts";
import { type SetUp, setUp } from "./setup/set-up.ts";

/** Which Notion, and with which token: the real one where a token is set, else the workspace on this machine. */
function notionOf(env: NodeJS.ProcessEnv): { token: string; baseUrl: string | undefined } {
  const { notion, ports } = readSettings({ ...env, ROWBELL_RULES: "to be made" });
  return notion ?? { token: "ntn_local", baseUrl: `http://127.0.0.1:${ports.notion}` };
}

function told({ rules, isNew, added, problems }: SetUp): string {
  const lines = isNew
    ? ["Made the page Rowbell with its Rules and Runs databases, a guide and examples that are off."]
    : [added.length === 0 ? "The Rules database is up to date." : `Added ${added.join(", ")}.`];
  lines.push(...problems.map((problem) => `Please see to it: ${problem}.`));
  lines.push("", `  ROWBELL_RULES=${rules.url}`, "");
  lines.push(
    "Next: mention a database in a rule's Watch, and connect Rowbell to that database too (••• → Connections).",
  );
  return lines.join("\n");
}

let baseUrl: string | undefined;
try {
  const wish = readArguments(process.argv.slice(2));
  if (wish.help) console.log(help);
  else {
    const own = notionOf(process.env);
    baseUrl = own.baseUrl;
    const notion = new Client({
      auth: own.token,
      notionVersion: "2026-03-11",
      logLevel: LogLevel.ERROR,
      ...(baseUrl === undefined ? {} : { baseUrl }),
    });
    const pageId = wish.page === undefined ? await onlyPage(notion) : pageIdIn(wish.page);
    console.log(told(await setUp(notion, pageId, offered())));
  }
} catch (error) {
  console.error(explainFailure(error, baseUrl));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
