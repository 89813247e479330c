import { type Client, isFullPage } from "@notionhq/client";
import { UsageError } from "../cli/command-line.ts";

/** The id in a page's link: its last 32 hex digits, with or without dashes, before `?` and `#`. */
export function pageIdIn(reference: string): string {
  const path = reference.trim().split(/[?#]/)[0] ?? "";
  const hex = /([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\/?$/i.exec(path);
  if (!hex) throw new UsageError(`"${reference}" is no link of a Notion page; in Notion: ••• → Copy link`);
  return hex.slice(1, 6).join("-").toLowerCase();
}

/** The page to go under where nobody named one: the only one at the top of what the connection sees. */
export async function onlyPage(notion: Client): Promise<string> {
  const { results } = await notion.search({ filter: { property: "object", value: "page" } });
  const tops = results.filter(
    (page) => page.object === "page" && isFullPage(page) && page.parent.type === "workspace",
  );
  const [only, ...others] = tops;
  if (only && others.length === 0) return only.id;
  throw new UsageError(
    only
      ? `${tops.length} pages are shared with this connection; name the one to go under by its link`
      : "no page is shared with this connection yet: open one in Notion, then ••• → Connections, and give its link",
  );
}
