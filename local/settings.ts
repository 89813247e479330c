import { resolve } from "node:path";

/** What `npm start` was told; every value has a default. docs/local.md describes the variables. */
export type Settings = {
  /** The page; the embedded parts listen on the ports after it. */
  ports: { page: number; notion: number; ses: number; sqs: number; dynamoDb: number; secrets: number };
  dataFolder: string;
  /** A seed file for the embedded workspace. */
  seed: string | undefined;
  /** Seconds between polls; 0 polls only when asked. */
  pollSeconds: number;
  clock: "system" | "manual";
  /** The Notion to watch. Absent: the embedded workspace. */
  notion: { token: string; baseUrl: string | undefined } | undefined;
  rules: string | undefined;
  /** What goes wrong with the embedded SES from the start: a JSON file of its knobs. */
  sesKnobs: string | undefined;
};

/** The token of the embedded workspace. */
export const localToken = "ntn_local";

/** @throws Error listing everything that is wrong with the variables. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const mistakes: string[] = [];
  const number = (name: string, fallback: number, least: number, most: number) => {
    const text = env[name]?.trim() || String(fallback);
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value >= least && value <= most) return value;
    mistakes.push(`${name} is "${text}"; it must be a number from ${least} to ${most}`);
    return fallback;
  };
  const page = number("ROWBELL_PORT", 4400, 1024, 65_530);
  const pollSeconds = number("ROWBELL_POLL_SECONDS", 5, 0, 86_400);
  const clock = env.ROWBELL_CLOCK?.trim() || "system";
  if (clock !== "system" && clock !== "manual")
    mistakes.push(`ROWBELL_CLOCK is "${clock}"; it must be system or manual`);
  const token = env.NOTION_TOKEN?.trim() || localToken;
  const baseUrl = env.NOTION_BASE_URL?.trim().replace(/\/+(v1\/*)?$/, "") || undefined;
  if (baseUrl !== undefined && !URL.canParse(baseUrl)) {
    mistakes.push(`NOTION_BASE_URL is "${baseUrl}"; it must be a URL like https://api.notion.com`);
  }
  const notion = token === localToken && baseUrl === undefined ? undefined : { token, baseUrl };
  const seed = env.ROWBELL_NOTION_SEED?.trim() || undefined;
  if (notion && seed) {
    mistakes.push(
      "ROWBELL_NOTION_SEED is set; it is for the embedded workspace, and NOTION_TOKEN names another",
    );
  }
  const rules = env.ROWBELL_RULES?.trim() || undefined;
  if (notion && !rules) {
    mistakes.push(
      "ROWBELL_RULES is not set; with NOTION_TOKEN it must be the link or id of your Rules database",
    );
  }
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  return {
    ports: { page, notion: page + 1, ses: page + 2, sqs: page + 3, dynamoDb: page + 4, secrets: page + 5 },
    dataFolder: resolve(env.ROWBELL_DATA?.trim() || ".rowbell"),
    seed: seed === undefined ? undefined : resolve(seed),
    pollSeconds,
    clock: clock === "manual" ? "manual" : "system",
    notion,
    rules,
    sesKnobs: env.ROWBELL_SES_KNOBS?.trim() || undefined,
  };
}
