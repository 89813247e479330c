import { decodeRow } from "../../../shared/adapters/notion/decode-row.ts";
import type { Json } from "../../../shared/adapters/notion/json.ts";
import type { Row } from "../../../shared/domain/row.ts";
import type { RowPage, RowWindow, Workspace } from "../../../shared/ports.ts";
import { firstSince, orderOf, orders } from "./orders.ts";
import { pageOf } from "./page-of.ts";

const pageSize = 100;
const cap = 10_000;

/** A source of any number of rows that takes no memory: each is made when it is asked for. */
export type OrdersWorkspace = Workspace & {
  /** What queries by edit time answer from now on, oldest first; the other rows are as they were made. */
  edited: readonly Row[];
  setNow(now: Date): void;
};

/** @param form whether answers are objects, or are read from the JSON that Notion would have sent. */
export function ordersWorkspace(
  count: number,
  now: Date,
  form: "objects" | "JSON" = "objects",
): OrdersWorkspace {
  let requests = 0;
  let at = now;
  const never = async () => {
    throw new Error("nobody asks for this here");
  };
  const workspace: OrdersWorkspace = {
    edited: [],
    setNow(next) {
      at = next;
    },
    async rows(_sourceId, window, cursor) {
      requests++;
      return window.by === "created"
        ? createdPage(count, window, cursor)
        : editedPage(workspace.edited, cursor, form);
    },
    async row(rowId) {
      requests++;
      return (
        workspace.edited.find(({ id }) => id === rowId) ?? orderOf(Number.parseInt(rowId.slice(-12), 16))
      );
    },
    source: async () => orders,
    value: never,
    body: never,
    find: never,
    addRow: never,
    addToBody: never,
    trash: never,
    blockFile: never,
    cellFiles: never,
    writeCells: never,
    author: never,
    self: never,
    now: () => at,
    requests: () => requests,
  };
  return workspace;
}

function createdPage(count: number, { from }: RowWindow, cursor: string | undefined): RowPage {
  const first = firstSince(from);
  const last = Math.min(count, first + cap);
  const start = first + Number(cursor ?? 0);
  const end = Math.min(start + pageSize, last);
  const rows = Array.from({ length: end - start }, (_, index) => orderOf(start + index));
  return {
    rows,
    next: end < last ? String(end - first) : undefined,
    incomplete: end === last && last < count,
  };
}

const answers = new WeakMap<readonly Row[], string[]>();

function editedPage(edited: readonly Row[], cursor: string | undefined, form: "objects" | "JSON"): RowPage {
  const start = Number(cursor ?? 0);
  const end = start + pageSize;
  const next = end < edited.length ? String(end) : undefined;
  if (form === "objects") return { rows: edited.slice(start, end), next, incomplete: false };
  const { results } = JSON.parse(answersOf(edited)[start / pageSize] ?? '{"results":[]}') as {
    results: Json[];
  };
  return { rows: results.map(decodeRow), next, incomplete: false };
}

/** Rows as the texts of Notion's answers, a hundred each; made once. */
export function answersOf(rows: readonly Row[]): string[] {
  let texts = answers.get(rows);
  if (!texts) {
    texts = [];
    for (let start = 0; start < rows.length; start += pageSize) {
      const results = rows.slice(start, start + pageSize).map(pageOf);
      texts.push(JSON.stringify({ object: "list", results, next_cursor: null, has_more: true }));
    }
    answers.set(rows, texts);
  }
  return texts;
}
