import { jsonItem, jsonOf } from "./json-body.ts";
import { keys } from "./keys.ts";
import type { Item, Table, Write } from "./table.ts";

/** Two thousand ids and hashes are 130 KB before they are compressed; a hundred such chunks share a transaction. */
const rowsPerChunk = 2_000;
/** Sort keys of chunks begin with this. */
const chunks = { from: "CANDIDATES#", until: "CANDIDATES$" };

/** @param items all that is remembered of a source. */
export function candidatesIn(items: readonly Item[]): Map<string, string> {
  const own = items.filter(({ sk }) => String(sk).startsWith(chunks.from));
  return new Map(own.flatMap((item) => jsonOf<[string, string][]>(item) ?? []));
}

/** What replaces all that is there; nothing for none where none were. */
export async function writesOfCandidates(
  table: Table,
  sourceId: string,
  candidates: ReadonlyMap<string, string>,
): Promise<Write[]> {
  const { pk } = keys.candidates(sourceId, 0);
  const { items: old } = await table.query({ partition: pk, ...chunks, attributes: [] });
  const entries = [...candidates];
  const writes: Write[] = [];
  for (let chunk = 0; chunk * rowsPerChunk < entries.length; chunk++) {
    const start = chunk * rowsPerChunk;
    const content = entries.slice(start, start + rowsPerChunk);
    writes.push({ put: jsonItem(keys.candidates(sourceId, chunk), content) });
  }
  const kept = new Set(writes.map((write) => "put" in write && write.put.sk));
  for (const { sk } of old) if (!kept.has(String(sk))) writes.push({ delete: { pk, sk: String(sk) } });
  return writes;
}
