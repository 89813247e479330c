import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Json, list, record } from "../../shared/adapters/notion/json.ts";

/** One recorded request and its answer. `where` names it: `pages.json #3 POST /v1/pages`. */
export type Exchange = {
  where: string;
  method: string;
  /** Without host and query: `/v1/pages/…`. */
  path: string;
  version: string;
  status: number;
  body: unknown;
};

export type Recordings = {
  files: number;
  exchanges: Exchange[];
  skippedFiles: string[];
  unreadable: string[];
};

/** Reads every `.json` below a folder: lists of exchanges, single ones, and those that lie deeper in some other JSON. */
export function readRecordings(folder: string): Recordings {
  const found: Recordings = { files: 0, exchanges: [], skippedFiles: [], unreadable: [] };
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.json$/i.test(name),
  );
  for (const name of names.sort()) {
    found.files++;
    const file = relative(folder, join(folder, name));
    try {
      const exchanges = exchangesIn(JSON.parse(readFileSync(join(folder, name), "utf8")));
      if (exchanges.length === 0) found.skippedFiles.push(file);
      found.exchanges.push(...exchanges.map((raw, index) => exchangeOf(raw, `${file} #${index + 1}`)));
    } catch (error) {
      found.unreadable.push(`${file}: ${String(error)}`);
    }
  }
  return found;
}

/** Objects with a response, wherever they are; an answer of Notion by itself counts as one. */
function exchangesIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(exchangesIn);
  const given = record(value);
  if (typeof given.response === "object" && given.response !== null) return [given];
  if (typeof given.object === "string")
    return [{ request: {}, response: { status: given.status ?? 200, body: given } }];
  return Object.values(given).flatMap(exchangesIn);
}

function exchangeOf(raw: Json, position: string): Exchange {
  const [request, response] = [record(raw.request), record(raw.response)];
  const method = String(request.method ?? "GET").toUpperCase();
  const path = pathOf(String(request.uri ?? request.url ?? request.path ?? ""));
  const { status } = response;
  return {
    where: `${position} ${method} ${path}`,
    method,
    path,
    version: String(record(request.headers)["notion-version"] ?? ""),
    status: Number(typeof status === "object" ? record(status).code : status),
    body: bodyOf(response.body ?? response.content),
  };
}

function pathOf(uri: string): string {
  return uri.replace(/^https?:\/\/[^/]*/, "").replace(/[?#].*$/, "");
}

/** Bodies are stored parsed, as text, or as text in an object. */
function bodyOf(body: unknown): unknown {
  const inner = record(body);
  const text = inner.object === undefined ? (inner.string ?? inner.text ?? body) : body;
  if (typeof text !== "string") return text ?? null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The blocks inside a block, as some recording lists them. */
export function childrenIn(exchanges: readonly Exchange[]): Map<string, Json[]> {
  const children = new Map<string, Json[]>();
  for (const { path, body, method, status } of exchanges) {
    const parent = /\/blocks\/([^/]+)\/children$/.exec(path)?.[1];
    if (parent === undefined || method !== "GET" || status !== 200) continue;
    children.set(idKey(parent), list(record(body).results).map(record));
  }
  return children;
}

/** Ids are the same with and without dashes. */
export function idKey(id: unknown): string {
  return String(id).replaceAll("-", "").toLowerCase();
}
