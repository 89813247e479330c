import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A rule's page as it is written here: what stands above the line of dashes are its other cells. */
export type Fixture = {
  name: string;
  subject: string;
  locale?: string | undefined;
  preheader?: string | undefined;
  hasTheme: boolean;
  pieces: Piece[];
};

/** A stretch of Notion's enhanced markdown, or one line that begins with @, for what that cannot say. */
export type Piece =
  | { markdown: string }
  | { block: object }
  | { raw: Record<string, unknown> }
  | { picture: { width: number; height: number; caption: string } }
  | { file: string };

const folder = join(import.meta.dirname, "pages");

export function readFixtures(): Fixture[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".md"));
  return names.sort().map((name) => readFixture(name.replace(/\.md$/, "")));
}

function readFixture(name: string): Fixture {
  const written = readFileSync(join(folder, `${name}.md`), "utf8");
  const end = written.indexOf("---\n");
  const head = Object.fromEntries(
    written
      .slice(0, end)
      .split("\n")
      .map((line) => line.split(/: (.*)/s).slice(0, 2)),
  );
  const { subject = "", locale, preheader, theme } = head;
  return {
    name,
    subject,
    locale,
    preheader,
    hasTheme: theme === "yes",
    pieces: piecesOf(written.slice(end + 4)),
  };
}

function piecesOf(body: string): Piece[] {
  const pieces: Piece[] = [];
  let markdown: string[] = [];
  const flush = () => {
    if (markdown.join("").trim() !== "") pieces.push({ markdown: markdown.join("\n") });
    markdown = [];
  };
  for (const line of body.split("\n")) {
    const piece = pieceOf(line);
    if (piece) {
      flush();
      pieces.push(piece);
    } else markdown.push(line);
  }
  flush();
  return pieces;
}

function pieceOf(line: string): Piece | undefined {
  const [, kind, rest = ""] = /^@(block|raw|picture|file) (.*)$/.exec(line) ?? [];
  const [, width, height, caption = ""] = /^(\d+)x(\d+) ?(.*)$/.exec(rest) ?? [];
  if (kind === "block") return { block: JSON.parse(rest) };
  if (kind === "raw") return { raw: JSON.parse(rest) };
  if (kind === "file") return { file: rest };
  return kind ? { picture: { width: Number(width), height: Number(height), caption } } : undefined;
}
