import type { Workspace } from "../call.ts";
import type { Json, Member, Stamp } from "../entities.ts";
import { isObject } from "../expect.ts";
import { parseFilter } from "./filter.ts";
import { listResponse } from "./list-response.ts";
import type { Members } from "./members.ts";
import { patch } from "./patch.ts";
import { ScimProblem } from "./problem.ts";
import { readMember, renderMember } from "./user-resource.ts";

/** The answers of `/scim/v2/Users`. */
export class Users {
  readonly #workspace: Workspace;
  readonly #members: Members;

  constructor(workspace: Workspace, members: Members) {
    this.#workspace = workspace;
    this.#members = members;
  }

  list(query: URLSearchParams): Json {
    const filter = query.get("filter");
    const found = filter === null ? this.#members.all() : this.#filtered(filter);
    return listResponse(
      found.map((one) => this.#render(one)),
      query,
      this.#workspace,
    );
  }

  get(id: string): Json {
    return this.#render(this.#find(id));
  }

  /** Takes in somebody new, or back in who was removed. */
  create(body: Json): Json {
    const { store, ids } = this.#workspace;
    const profile = readMember(body);
    const known = store.ofKind("member").find((one) => one.email === profile.email);
    if (this.#members.all().some((one) => one.email === profile.email && one.active)) {
      throw new ScimProblem(409, `${profile.email} is a member already.`, "uniqueness");
    }
    const [photo] = Array.isArray(body.photos) ? body.photos : [];
    const member: Member = {
      kind: "member",
      id: known?.id ?? ids.uuid(),
      ...profile,
      avatarUrl: isObject(photo) && typeof photo.value === "string" ? photo.value : null,
      deleted: false,
      stamp: this.#stamp(),
    };
    store.put(member);
    return this.#render(member);
  }

  replace(id: string, body: Json): Json {
    return this.#save(this.#find(id), body);
  }

  patch(id: string, body: Json): Json {
    const member = this.#find(id);
    return this.#save(member, patch(this.#render(member), body));
  }

  delete(id: string): void {
    const member = this.#find(id);
    this.#refuseTokenOwner(member);
    this.#workspace.store.put({ ...member, active: false, deleted: true, stamp: this.#stamp() });
    this.#leaveGroups(member);
  }

  /** Who is not active has left the workspace, and is still listed (so on a live one), to be let in again. */
  #save(member: Member, resource: Json): Json {
    const profile = readMember(resource);
    if (!profile.active) this.#refuseTokenOwner(member);
    const isTaken = this.#members.all().some((one) => one.id !== member.id && one.email === profile.email);
    if (isTaken) throw new ScimProblem(409, `${profile.email} is a member already.`, "uniqueness");
    const changed: Member = { ...member, ...profile, stamp: this.#stamp() };
    this.#workspace.store.put(changed);
    if (!changed.active) this.#leaveGroups(changed);
    return this.#render(changed);
  }

  /** For good: who comes back is taken in anew. */
  #leaveGroups({ id }: Member): void {
    const { store } = this.#workspace;
    for (const group of store.ofKind("group")) {
      if (!group.memberIds.includes(id)) continue;
      store.put({ ...group, memberIds: group.memberIds.filter((one) => one !== id) });
    }
  }

  #refuseTokenOwner(member: Member): void {
    if (!this.#members.isTokenOwner(member)) return;
    throw new ScimProblem(403, "The owner of the SCIM token cannot be removed.");
  }

  #find(id: string): Member {
    const member = this.#members.find(id.toLowerCase());
    if (!member) throw new ScimProblem(404, `User ${id} not found.`);
    return member;
  }

  /** The names are case-sensitive, e-mail addresses are not. `userName` is not documented; providers ask for it. */
  #filtered(filter: string): Member[] {
    const { attribute, value } = parseFilter(filter);
    const read: Record<string, (member: Member) => string | undefined> = {
      email: (one) => one.email,
      userName: (one) => one.email,
      given_name: (one) => one.name.givenName,
      family_name: (one) => one.name.familyName,
    };
    const readOne =
      read[Object.keys(read).find((one) => one.toLowerCase() === attribute.toLowerCase()) ?? ""];
    if (!readOne) {
      throw new ScimProblem(
        400,
        `Filter by one of ${Object.keys(read).join(", ")}, not ${attribute}.`,
        "invalidFilter",
      );
    }
    const wanted = readOne === read.given_name || readOne === read.family_name ? value : value.toLowerCase();
    return this.#members.all().filter((one) => readOne(one) === wanted);
  }

  #render(member: Member): Json {
    return renderMember(member, this.#workspace.clock.now());
  }

  #stamp(): Stamp {
    const { clock, store } = this.#workspace;
    const at = clock.now().getTime();
    return { createdAt: at, createdBy: "", editedAt: at, editedBy: "", edit: store.nextEdit() };
  }
}
