import type { Call } from "../call.ts";
import type { View } from "../entities.ts";
import { expectObject, expectOneOf, expectUuid } from "../expect.ts";
import { notFound } from "../problem.ts";

/** The views of a database in the order of their tabs. */
export function orderedViews({ workspace }: Call, databaseId: string): View[] {
  const views = workspace.store.childrenOf(databaseId, "view").filter((view) => !view.deleted);
  return views.toSorted((a, b) => placeOf(a) - placeOf(b));
}

const placeOf = ({ place = 0 }: View) => place;

/** The place that the `position` of a body asks for, behind all others when it asks for none. */
export function placeAsked(call: Call, databaseId: string): number {
  const places = orderedViews(call, databaseId).map(placeOf);
  const last = (places.at(-1) ?? -1) + 1;
  if (call.body.position === undefined) return last;
  const position = expectObject(call.body.position, "body.position");
  const type = expectOneOf(position.type, ["start", "end", "after_view"], "body.position.type");
  if (type === "end") return last;
  if (type === "start") return (places[0] ?? 1) - 1;
  return placeAfter(call, databaseId, expectUuid(position.view_id, "body.position.view_id"));
}

function placeAfter(call: Call, databaseId: string, id: string): number {
  const views = orderedViews(call, databaseId);
  const index = views.findIndex((view) => view.id === id);
  const [before, after] = [views[index], views[index + 1]];
  if (!before) throw notFound("view", id, call.actor);
  return after ? (placeOf(before) + placeOf(after)) / 2 : placeOf(before) + 1;
}
