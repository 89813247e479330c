import { type Call, find, type Route } from "../call.ts";
import type { Page } from "../entities.ts";
import { createPage } from "../pages/create-page.ts";
import { movePage } from "../pages/move-page.ts";
import { updatePage } from "../pages/update-page.ts";
import { filterProperties } from "../query/query-rows.ts";
import { renderPage } from "../render/page.ts";

export const pageRoutes: Route[] = [
  { method: "POST", path: "/v1/pages", answer: createPage, needs: "insert_content" },
  {
    method: "GET",
    path: "/v1/pages/:page_id",
    answer: (call) => renderPage(pageIn(call), call, filterProperties(call)),
    needs: "read_content",
  },
  {
    method: "PATCH",
    path: "/v1/pages/:page_id",
    answer: (call) => updatePage(call, () => pageIn(call)),
    needs: "update_content",
  },
  {
    method: "POST",
    path: "/v1/pages/:page_id/move",
    answer: (call) => movePage(call, () => pageIn(call)),
    body: ["parent"],
    needs: "update_content",
  },
];

function pageIn(call: Call): Page {
  return find(call, "page", call.params.page_id, "path.page_id");
}
