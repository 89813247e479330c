import { isIn } from "../app.ts";
import { VERSIONS, type Version } from "../call.ts";
import { ROUTES } from "../routes/all.ts";
import { SCIM_TOKEN } from "../scim/scim.ts";
import { eventTypes } from "../webhooks/event.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { type Covered, FEATURE_ROUTES } from "./feature-routes.ts";

const COVERED = new Map<string, Covered>([
  ...ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const),
  ...Object.entries(FEATURE_ROUTES),
]);

const UNSENT = ["page.transcription_block.transcript_deleted", "file_upload.expired"];

const INTRODUCTION = `# What the local Notion workspace answers

Written by \`npm run generate\` from the routes themselves and the list of Notion's endpoints; a test compares them.

*yes*: as Notion documents it · *partial*: see the note · *no*: answered as an unknown URL,
400 \`invalid_request_url\` · –: that version of the API does not have it.

Beside the API there are pages of the emulator's own, which stand for what Notion keeps in its interface:
\`/_connections\` registers public connections (OAuth), \`/_webhooks\` webhook subscriptions and shows their deliveries.
SCIM is asked with the token \`${SCIM_TOKEN}\`. Uploaded files are fetched from signed URLs under \`/_files\`.
Where Notion's documents are silent, the source says what was chosen.
`;

/** docs/notion-coverage.md. */
export function coverageDocument(): string {
  const sections = Object.entries(ENDPOINTS).map(([area, endpoints]) =>
    [
      `## ${area}\n`,
      `| endpoint | ${VERSIONS.join(" | ")} | note |`,
      `|---|${VERSIONS.map(() => "---|").join("")}---|`,
      ...endpoints.map(lineOf),
      "",
    ].join("\n"),
  );
  return `${INTRODUCTION}\n${sections.join("\n")}\n${webhookSection()}`;
}

function webhookSection(): string {
  const listed = (types: readonly string[]) => types.map((type) => `\`${type}\``).join(", ");
  const [latest, oldest] = [eventTypes("2026-03-11"), eventTypes("2022-06-28")];
  return `## Webhook events

Sent: ${listed(latest)}.
In 2022-06-28, instead of those of data sources: ${listed(oldest.filter((type) => !latest.includes(type)))}.
Not sent: ${listed(UNSENT)}.
`;
}

function lineOf(endpoint: string): string {
  const covered = COVERED.get(endpoint);
  const cells = VERSIONS.map((version) => supportOf(covered, version));
  return `| \`${endpoint}\` | ${cells.join(" | ")} | ${covered?.note ?? ""} |`;
}

function supportOf(covered: Covered | undefined, version: Version): string {
  if (!covered) return "no";
  return isIn(covered, version) ? (covered.support ?? "yes") : "–";
}

/** Routes that the list of endpoints has forgotten. */
export function unlisted(): string[] {
  const listed = new Set(Object.values(ENDPOINTS).flat());
  return [...COVERED.keys()].filter((endpoint) => !listed.has(endpoint));
}
