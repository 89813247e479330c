import { type Call, find, Reply, type Route } from "../call.ts";
import { slice } from "../list.ts";
import { plainTitle } from "../render/title.ts";

export const templateRoutes: Route[] = [
  {
    method: "GET",
    path: "/v1/data_sources/:data_source_id/templates",
    answer: listTemplates,
    since: "2025-09-03",
    needs: "read_content",
  },
];

/** The one list with neither `object` nor `request_id`: recorded. `name` picks those that contain it (not documented how). */
function listTemplates(call: Call): Reply {
  const { store } = call.workspace;
  const source = find(call, "data_source", call.params.data_source_id, "path.data_source_id");
  const wanted = (call.query.get("name") ?? "").toLowerCase();
  const templates = (source.templates ?? [])
    .map(({ id, isDefault }) => ({ id, name: plainTitle(id, call), is_default: isDefault }))
    .filter(({ id, name }) => isLive(store.get(id)) && name.toLowerCase().includes(wanted));
  const { items, next } = slice(call, "query", templates, ({ id }) => id);
  return new Reply({ templates: items, has_more: next !== null, next_cursor: next }, { requestId: false });
}

function isLive(entity: ReturnType<Call["workspace"]["store"]["get"]>): boolean {
  return entity?.kind === "page" && !entity.inTrash;
}
