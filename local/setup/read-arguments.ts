import { readWords, UsageError } from "../cli/command-line.ts";

export const help = `Makes a Rules database with a short guide and examples, and a Runs database beside it, under a page of Notion, or brings the one there up to date.

  NOTION_TOKEN=ntn_… npm run setup -- <link of a page>
  npm run setup                                   in the workspace of \`npm start\` on this machine

The page must be shared with the connection that the token belongs to: open it in Notion, then ••• → Connections. Run it
again whenever you take a new version: it adds what is new and leaves alone what people wrote.`;

/** What a person asked for; `page` is a link or an id. */
export type Wish = { help: true } | { help: false; page: string | undefined };

/** @throws UsageError. */
export function readArguments(given: readonly string[]): Wish {
  const { values, positionals } = readWords(given);
  if (values.help) return { help: true };
  const [page, more] = positionals;
  if (more !== undefined) throw new UsageError(`one page, please: "${more}" is one too many`);
  return { help: false, page };
}
