import type { Workspace } from "../call.ts";
import type { Json } from "../entities.ts";
import { ScimProblem } from "./problem.ts";

const MOST = 100;

/**
 * A page of resources, counted from 1. Notion keeps no order between pages, so that a scan may miss one and meet another
 * twice: the knob that shuffles unsorted queries shuffles these lists.
 */
export function listResponse(
  resources: Json[],
  query: URLSearchParams,
  { knobs }: Pick<Workspace, "knobs">,
): Json {
  const start = Math.max(1, whole(query, "startIndex", 1));
  const count = Math.max(0, Math.min(MOST, whole(query, "count", MOST)));
  const ordered = knobs.get("shuffleUnsorted") ? shuffled(resources, () => knobs.random()) : resources;
  const page = ordered.slice(start - 1, start - 1 + count);
  return {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: resources.length,
    startIndex: start,
    itemsPerPage: page.length,
    Resources: page,
  };
}

/** Less than the least is the least (RFC 7644, section 3.4.2.4). */
function whole(query: URLSearchParams, name: string, otherwise: number): number {
  const given = query.get(name);
  if (given === null) return otherwise;
  if (/^-?\d+$/.test(given)) return Number(given);
  throw new ScimProblem(400, `${name} should be a whole number, not ${given}.`, "invalidValue");
}

function shuffled<T>(items: T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
