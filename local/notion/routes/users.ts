import type { Route } from "../call.ts";
import { expectUuid } from "../expect.ts";
import { listOf, slice } from "../list.ts";
import { notFound } from "../problem.ts";
import { renderUser } from "../render/user.ts";

export const userRoutes: Route[] = [
  { method: "GET", path: "/v1/users/me", answer: (call) => renderUser(call.actor, call) },
  {
    method: "GET",
    path: "/v1/users",
    needs: "read_users",
    answer(call) {
      const { items, next } = slice(call, "query", [...call.workspace.users.values()], (user) => user.id);
      return listOf("user", { items: items.map((user) => renderUser(user, call)), next });
    },
  },
  {
    method: "GET",
    path: "/v1/users/:user_id",
    needs: "read_users",
    answer(call) {
      const id = expectUuid(call.params.user_id, "path.user_id");
      const user = call.workspace.users.get(id);
      if (!user) throw notFound("user", id, call.actor);
      return renderUser(user, call);
    },
  },
];
