import type { Route } from "../call.ts";
import { expectUuid } from "../expect.ts";
import { listOf, slice } from "../list.ts";
import { notFound } from "../problem.ts";
import { renderUser } from "../render/user.ts";

export const userRoutes: Route[] = [
  { method: "GET", path: "/v1/users/me", answer: ({ actor }) => renderUser(actor) },
  {
    method: "GET",
    path: "/v1/users",
    answer(call) {
      const { items, next } = slice(call, "query", [...call.workspace.users.values()], (user) => user.id);
      return listOf("user", { items: items.map(renderUser), next });
    },
  },
  {
    method: "GET",
    path: "/v1/users/:user_id",
    answer({ workspace, params, actor }) {
      const id = expectUuid(params.user_id, "path.user_id");
      const user = workspace.users.get(id);
      if (!user) throw notFound("user", id, actor);
      return renderUser(user);
    },
  },
];
