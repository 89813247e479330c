import type { Json } from "./entities.ts";

/** An answer of Notion's that is an error: its status, code and, word for word where known, its message. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly additionalData: Json | undefined;

  constructor(status: number, code: string, message: string, additionalData?: Json) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.additionalData = additionalData;
  }
}

export function invalid(message: string): Problem {
  return new Problem(400, "validation_error", message);
}

/** `where` is the path as Notion words it: `body.properties.Name.title`, `path.page_id`, `query.page_size`. */
export function failed(where: string, should: string, instead: unknown): Problem {
  const [part] = where.split(".");
  const shown = instead === undefined ? "undefined" : JSON.stringify(instead);
  return invalid(`${part} failed validation: ${where} should be ${should}, instead was \`${shown}\`.`);
}

/** When several forms would do and the input has none of them: one line for each place where one could stand. */
export function fixOne(places: readonly string[]): Problem {
  const lines = places.map((where) => `${where} should be defined, instead was \`undefined\`.`);
  return invalid(`body failed validation. Fix one:\n${lines.join("\n")}`);
}

/** Notion does not tell a missing object from one that is not shared with the connection. */
export function notFound(what: string, id: string, connection: { id: string; name: string }): Problem {
  return new Problem(
    404,
    "object_not_found",
    `Could not find ${what} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "${connection.name}".`,
    { integration_id: connection.id },
  );
}
