import type { Context } from "hono";

/** The fields of a form on one of our pages, each with all its values. @returns undefined when another site sent it. */
export async function readOwnForm(c: Context): Promise<Form | undefined> {
  // Browsers say where a POST comes from; programs, which say nothing, may do what a person may.
  const origin = c.req.header("origin");
  if (origin !== undefined && URL.parse(origin)?.host !== c.req.header("host")) return undefined;
  return new Form(new URLSearchParams(await c.req.text()));
}

export class Form {
  readonly #fields: URLSearchParams;

  constructor(fields: URLSearchParams) {
    this.#fields = fields;
  }

  get(name: string): string {
    return this.#fields.get(name)?.trim() ?? "";
  }

  all(name: string): string[] {
    return this.#fields.getAll(name);
  }
}
