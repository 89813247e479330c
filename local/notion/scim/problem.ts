import type { Json } from "../entities.ts";

type ScimType = "invalidFilter" | "invalidValue" | "noTarget" | "uniqueness";

/** A refusal in the words of RFC 7644: what Notion's own look like is not documented. */
export class ScimProblem extends Error {
  readonly status: number;
  readonly json: Json;

  constructor(status: number, detail: string, scimType?: ScimType) {
    super(detail);
    this.name = "ScimProblem";
    this.status = status;
    this.json = {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      ...(scimType && { scimType }),
      detail,
      status: String(status),
    };
  }
}
