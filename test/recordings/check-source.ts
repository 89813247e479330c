import { decodePropertyId } from "../../shared/adapters/notion/decode-row.ts";
import { decodeSource } from "../../shared/adapters/notion/decode-source.ts";
import { type Json, list, record } from "../../shared/adapters/notion/json.ts";
import type { SourceSchema } from "../../shared/domain/row.ts";
import type { Recorder } from "./recorder.ts";
import { notFound } from "./replay.ts";

/** As it was before it was put into the trash: one that is there is refused. */
const outOfTheTrash = (found: Json): Json => ({ ...found, in_trash: false, archived: false });

/** A data source, by the client, asked for by its own id. */
export async function checkDataSource(source: Json, recorder: Recorder): Promise<string[]> {
  recorder.tally.add("objects", "data source");
  const schema = await recorder.replay.ask(
    (_, path) => (path.includes("/databases/") ? notFound : { status: 200, body: outOfTheTrash(source) }),
    (workspace) => workspace.source(String(source.id)),
  );
  return lostColumns(source, schema, recorder);
}

/** A database, by the client: it leads to its data source. Before September 2025 it was one itself. */
export async function checkDatabase(database: Json, recorder: Recorder): Promise<string[]> {
  const sources = list(database.data_sources).map(record);
  if (database.data_sources === undefined) {
    recorder.tally.add("objects", "database of an old version");
    return lostColumns(database, decodeSource(database), recorder);
  }
  recorder.tally.add("objects", "database");
  const asked: string[] = [];
  const found = recorder.replay.ask(
    (_, path) => {
      asked.push(path);
      const source = { object: "data_source", id: sources[0]?.id, title: [], properties: {} };
      return { status: 200, body: path.includes("/databases/") ? outOfTheTrash(database) : source };
    },
    (workspace) => workspace.source(String(database.id)),
  );
  if (sources.length === 1) {
    const { id } = await found;
    return id === sources[0]?.id && asked.at(-1)?.endsWith(id) ? [] : [`it led to the data source ${id}`];
  }
  const refusal = await found.then(
    () => "nothing",
    (error: Error) => error.message,
  );
  return sources
    .filter(({ id }) => !refusal.includes(String(id)))
    .map(({ id }) => `data source ${id} is not named`);
}

function lostColumns(source: Json, schema: SourceSchema, { tally }: Recorder): string[] {
  const lost: string[] = schema.id === source.id ? [] : [`id ${source.id} became ${schema.id}`];
  for (const [name, value] of Object.entries(record(source.properties))) {
    const raw = record(value);
    const type = String(raw.type);
    tally.add("columns by type", type);
    const column = schema.columns.find((candidate) => candidate.name === name);
    const options = list(record(raw[type]).options).map(
      (option) => `${record(option).id} ${record(option).name}`,
    );
    const kept = (column?.options ?? []).map((option) => `${option.id} ${option.name}`);
    if (!column) lost.push(`column "${name}" is gone`);
    else if (column.type !== type) lost.push(`column "${name}" of type ${type} became ${column.type}`);
    else if (column.id !== decodePropertyId(String(raw.id)))
      lost.push(`column "${name}" has the id ${column.id}, not ${raw.id}`);
    else if (kept.join("\n") !== options.join("\n")) lost.push(`column "${name}" lost options`);
  }
  return lost;
}
