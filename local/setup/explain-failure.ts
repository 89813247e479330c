import { APIErrorCode, isNotionClientError } from "@notionhq/client";
import { UsageError } from "../cli/command-line.ts";

/** One plain message for the person at the terminal, that says what to do; never the token. */
export function explainFailure(error: unknown, baseUrl: string | undefined): string {
  if (error instanceof UsageError) return `${error.message}.\nnpm run setup -- --help says more.`;
  if (!isNotionClientError(error)) return unreachable(error, baseUrl);
  switch (error.code) {
    case APIErrorCode.Unauthorized:
      return "Notion doesn't know this token. Copy it again from notion.so/profile/integrations → your connection → Secret, into NOTION_TOKEN.";
    case APIErrorCode.ObjectNotFound:
      return "I can't open that page. In Notion open it, then ••• → Connections → add your connection; and check the link.";
    case APIErrorCode.RestrictedResource:
      return "The connection may not do that. In notion.so/profile/integrations give it the capabilities to read, update and insert content.";
    case APIErrorCode.ValidationError:
      return `Notion refuses: ${error.message}`;
    default:
      return `Notion did not answer as it should (${error.code}). Run it again: it goes on where it stopped.`;
  }
}

function unreachable(error: unknown, baseUrl: string | undefined): string {
  const { message, cause } = error as Error & { cause?: { code?: string } };
  if (cause?.code === undefined) return message;
  return baseUrl?.includes("127.0.0.1")
    ? `Nothing answers at ${baseUrl} (${cause.code}). Start Rowbell with npm start, or set NOTION_TOKEN to set up a real workspace.`
    : `Notion can't be reached (${cause.code}). Check the network of this machine.`;
}
