// Receives webhook events of a connection, and reads the pages they are about.   node docs/examples/receive-webhooks.ts <port>
// Subscribe to http://127.0.0.1:<port>/ at the local workspace's /_webhooks, or to a public address of it at Notion.
import { createServer } from "node:http";
import { isFullPage, verifyWebhookSignature } from "@notionhq/client";
import { argument, notion, print } from "./notion.ts";

// It comes once, before anything else; keep it where secrets are kept.
let verificationToken = process.env.NOTION_VERIFICATION_TOKEN;
// Events may come twice, and in any order: what was seen is known by its id, what is now is read from the API.
const seen = new Set<string>();

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  const message = JSON.parse(body);
  if (!verificationToken && message.verification_token) {
    verificationToken = message.verification_token as string;
    print(`paste this token: ${verificationToken}`);
    response.writeHead(200).end();
    return;
  }
  // Over the very bytes that came: JSON that is written anew has another signature.
  const signature = request.headers["x-notion-signature"]?.toString();
  if (!verificationToken || !(await verifyWebhookSignature({ body, signature, verificationToken }))) {
    response.writeHead(401).end();
    return;
  }
  // First the answer, then the work: what takes long is sent again.
  response.writeHead(200).end();
  if (seen.has(message.id)) return;
  seen.add(message.id);
  if (message.entity.type === "page") await look(message.entity.id, message.type);
});

/** The page may be gone by now, or not be shared any more. */
async function look(id: string, type: string): Promise<void> {
  try {
    const page = await notion.pages.retrieve({ page_id: id });
    print(`${type}: ${isFullPage(page) && !page.in_trash ? page.url : "in the trash"}`);
  } catch (error) {
    print(`${type}: ${id} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

server.listen(Number(argument(1, "a port")), "127.0.0.1", () => {
  const address = server.address();
  print(`listening on ${typeof address === "object" ? address?.port : address}`);
});
