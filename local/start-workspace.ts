import { Client } from "@notionhq/client";
import { offered } from "../shared/registry.ts";
import { type Clock, laterOn } from "./clock.ts";
import type { DataFolder } from "./data-folder.ts";
import { DEMO_TOKENS, DEMO_USERS, PERSON_TOKEN, PERSON_TOKENS } from "./demo/users.ts";
import { type Demo, seedDemo } from "./demo/workspace.ts";
import { type NotionEmulator, startNotionEmulator } from "./notion/emulator.ts";
import type { Settings } from "./settings.ts";

/** The embedded workspace. */
export type Workspace = Pick<NotionEmulator, "url" | "onCommit" | "onReplace"> & {
  /** User id by token, of each person. */
  personTokens: Record<string, string>;
  /** What the demo made; absent where a seed file brought a workspace of its own. */
  demo?: Demo;
};

/** Says that what is in the workspace came from a seed file, and that there is no demo. */
const SEEDED = "seeded.json";

/** @throws Error where a seed file brings a workspace, and nobody says where its rules are */
export async function startWorkspace(
  { ports, seed, rules, clock: kind }: Settings,
  folder: DataFolder,
  clock: Clock,
  started: (emulator: Promise<NotionEmulator>) => Promise<NotionEmulator>,
): Promise<Workspace> {
  let demo = folder.readJson<Demo>("demo.json", (one) =>
    Boolean(one.rulesDatabaseId && one.ordersDatabaseId),
  );
  const isSeeded = folder.readJson<{ seed: string }>(SEEDED, (one) => Boolean(one.seed)) !== undefined;
  // Without its record what there is was cut off while it was made; nobody has seen it, so it is made anew.
  if (!demo && !isSeeded) folder.remove("notion.sqlite");
  const emulator = await started(
    startNotionEmulator({
      port: ports.notion,
      dataFile: folder.file("notion.sqlite"),
      clock,
      tokens: DEMO_TOKENS,
      users: DEMO_USERS,
      ...(seed !== undefined && { seed }),
      ...(kind === "manual" && { later: laterOn(clock) }),
      async fill(url) {
        demo = await seedDemo(personClient(url), clock.now(), offered());
        folder.writeJson("demo.json", demo);
      },
    }),
  );
  if (!demo) {
    if (!rules)
      throw new Error(`${seed} brings a workspace: set ROWBELL_RULES to the id of its Rules database`);
    folder.writeJson(SEEDED, { seed });
  }
  const { url, onCommit, onReplace } = emulator;
  return { url, onCommit, onReplace, personTokens: PERSON_TOKENS, ...(demo && { demo }) };
}

function personClient(baseUrl: string): Client {
  return new Client({ auth: PERSON_TOKEN, baseUrl, notionVersion: "2026-03-11" });
}
