import type { Client } from "@notionhq/client";
import { NotFoundError, PermanentError } from "../../domain/errors.ts";
import { plainText, type SourceSchema } from "../../domain/row.ts";
import { decodeRichText } from "./decode-rich-text.ts";
import { decodeSource } from "./decode-source.ts";
import type { Ask } from "./expect-object.ts";
import { type Json, list, record, text } from "./json.ts";

/**
 * @param reference id of a database or of a data source: people link and mention databases, rows belong to data sources.
 * @throws PermanentError for one in the trash, and for a database that holds several data sources.
 */
export async function readSource(client: Client, ask: Ask, reference: string): Promise<SourceSchema> {
  const data_source_id = await dataSourceOf(client, ask, reference);
  const source = await ask("the database", "data_source", () =>
    client.dataSources.retrieve({ data_source_id }),
  );
  refuseTrashed(source);
  return decodeSource(source);
}

async function dataSourceOf(client: Client, ask: Ask, reference: string): Promise<string> {
  let database: Json;
  try {
    database = await ask("the database", "database", () =>
      client.databases.retrieve({ database_id: reference }),
    );
  } catch (error) {
    if (error instanceof NotFoundError) return reference;
    throw error;
  }
  refuseTrashed(database);
  const sources = list(database.data_sources).map(record);
  if (sources.length > 1) {
    const names = sources.map((source) => `${text(source.name)} (${text(source.id)})`).join(", ");
    throw new PermanentError(
      `the database holds ${sources.length} data sources: ${names}. Put the id of the one you mean in its place`,
    );
  }
  const id = text(sources[0]?.id);
  if (id === "") throw new NotFoundError("the database holds no data source that is shared with Rowbell");
  return id;
}

/** Notion still shows what is in the trash, and its rows are gone from queries: they would all seem to be removed. */
function refuseTrashed(found: Json): void {
  if (found.in_trash !== true && found.archived !== true) return;
  const name = plainText(decodeRichText(found.title)) || "Untitled";
  throw new PermanentError(
    `the database "${name}" is in Notion's trash; restore it there, or name another one in its place`,
  );
}
