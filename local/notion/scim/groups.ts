import type { Workspace } from "../call.ts";
import type { Group, Json } from "../entities.ts";
import { isObject } from "../expect.ts";
import { attributeOf } from "./attribute.ts";
import { parseFilter } from "./filter.ts";
import { listResponse } from "./list-response.ts";
import { fullName, type Members } from "./members.ts";
import { patch } from "./patch.ts";
import { ScimProblem } from "./problem.ts";

/** The answers of `/scim/v2/Groups`. They are lists of people here: no page can be shared with one. */
export class Groups {
  readonly #workspace: Workspace;
  readonly #members: Members;

  constructor(workspace: Workspace, members: Members) {
    this.#workspace = workspace;
    this.#members = members;
  }

  /** The first hundred: there is no paging. */
  list(query: URLSearchParams): Json {
    const filter = query.get("filter");
    const groups = this.#all().filter(filter === null ? () => true : named(filter));
    return listResponse(
      groups.map((group) => this.#render(group)),
      new URLSearchParams(),
      this.#workspace,
    );
  }

  get(id: string): Json {
    return this.#render(this.#find(id));
  }

  create(body: Json): Json {
    const { ids, clock, store } = this.#workspace;
    const at = clock.now().getTime();
    const stamp = { createdAt: at, createdBy: "", editedAt: at, editedBy: "", edit: store.nextEdit() };
    return this.#save({ kind: "group", id: ids.uuid(), ...this.#read(body), deleted: false, stamp });
  }

  replace(id: string, body: Json): Json {
    return this.#save({ ...this.#find(id), ...this.#read(body) });
  }

  patch(id: string, body: Json): Json {
    const group = this.#find(id);
    return this.#save({ ...group, ...this.#read(patch(this.#render(group), body)) });
  }

  delete(id: string): void {
    this.#workspace.store.put({ ...this.#find(id), deleted: true });
  }

  #save(group: Group): Json {
    this.#workspace.store.put(group);
    return this.#render(group);
  }

  #read({ displayName, members = [] }: Json): Pick<Group, "displayName" | "memberIds"> {
    if (typeof displayName !== "string" || displayName === "") {
      throw new ScimProblem(400, "displayName should be a text.", "invalidValue");
    }
    if (!Array.isArray(members)) throw new ScimProblem(400, "members should be an array.", "invalidValue");
    const memberIds = members.map((one) => String(isObject(one) ? one.value : one).toLowerCase());
    const unknown = memberIds.find((id) => !this.#members.find(id)?.active);
    if (unknown !== undefined) throw new ScimProblem(400, `There is no user ${unknown}.`, "invalidValue");
    return { displayName, memberIds: [...new Set(memberIds)] };
  }

  #all(): Group[] {
    return this.#workspace.store.ofKind("group").filter(({ deleted }) => !deleted);
  }

  #find(id: string): Group {
    const group = this.#all().find((one) => one.id === id.toLowerCase());
    if (!group) throw new ScimProblem(404, `Group ${id} not found.`);
    return group;
  }

  #render({ id, displayName, memberIds }: Group): Json {
    const members = memberIds.flatMap((memberId) => this.#members.find(memberId) ?? []);
    const time = String(this.#workspace.clock.now().getTime());
    return {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      id,
      displayName,
      members: members.map((one) => ({ value: one.id, display: fullName(one.name), type: "User" })),
      meta: {
        resourceType: "Group",
        created: time,
        lastModified: time,
        location: `https://app.notion.com/scim/v2/Groups/${id}`,
      },
    };
  }
}

function named(filter: string): (group: Group) => boolean {
  const { attribute, value } = parseFilter(filter);
  if (attributeOf(attribute) !== "displayName") {
    throw new ScimProblem(400, `Filter groups by displayName, not ${attribute}.`, "invalidFilter");
  }
  return ({ displayName }) => displayName === value;
}
