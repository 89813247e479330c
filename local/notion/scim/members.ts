import type { Workspace } from "../call.ts";
import type { EmulatedUser, Member } from "../entities.ts";
import type { Store } from "../store/store.ts";

type Person = Extract<EmulatedUser, { type: "person" }>;

/** The people of a workspace as SCIM sees them: those it was started with, and what SCIM has made of them since. */
export class Members {
  readonly #store: Store;
  readonly #workspace: Workspace;
  readonly #people: Person[];
  readonly #grants: Workspace["grants"];

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.#store = workspace.store;
    this.#people = [...workspace.users.values()].filter((user) => user.type === "person");
    this.#grants = new Map([...workspace.grants].filter(([, { user }]) => user.type === "person"));
    this.#settle();
    this.#store.onReplace(() => this.#settle());
    this.#store.onCommit((changes) => {
      if (changes.some(({ before, after }) => (after ?? before)?.kind === "member")) this.#settle();
    });
  }

  /** Guests never appear, deleted people neither. */
  all(): Member[] {
    const saved = new Map(this.#store.ofKind("member").map((member) => [member.id, member]));
    const first = this.#people.map((person) => saved.get(person.id) ?? this.#derived(person));
    const added = [...saved.values()].filter(({ id }) => !this.#people.some((person) => person.id === id));
    return [...first, ...added].filter(({ deleted }) => !deleted);
  }

  find(id: string): Member | undefined {
    return this.all().find((member) => member.id === id);
  }

  /** Who made the SCIM token: the first person, an owner, who cannot be removed by it. */
  isTokenOwner({ id }: Member): boolean {
    return id === this.#people[0]?.id;
  }

  #derived({ id, name, email, avatarUrl }: Person): Member {
    const [givenName = "", ...rest] = name.split(" ");
    return {
      kind: "member",
      id,
      email,
      name: { formatted: name, givenName, ...(rest.length > 0 && { familyName: rest.join(" ") }) },
      emails: [{ value: email, primary: true }],
      role: id === this.#people[0]?.id ? "owner" : "member",
      avatarUrl: avatarUrl ?? null,
      active: true,
      deleted: false,
      stamp: { createdAt: 0, createdBy: "", editedAt: 0, editedBy: "", edit: 0 },
    };
  }

  /** The users and tokens of the API follow: who is removed is shown by id alone, and logged out. */
  #settle(): void {
    const { users, grants } = this.#workspace;
    for (const { id } of this.#store.ofKind("member")) users.delete(id);
    for (const person of this.#people) users.set(person.id, person);
    for (const member of this.#store.ofKind("member")) {
      if (member.active && !member.deleted) users.set(member.id, userOf(member));
      else users.delete(member.id);
    }
    for (const [token, grant] of this.#grants) {
      const user = users.get(grant.user.id);
      if (user) grants.set(token, { ...grant, user });
      else grants.delete(token);
    }
  }
}

function userOf({ id, email, name, avatarUrl }: Member): Person {
  return {
    type: "person",
    id,
    name: fullName(name) || email,
    email,
    ...(avatarUrl !== null && { avatarUrl }),
  };
}

export function fullName({ formatted, givenName, familyName }: Member["name"]): string {
  return formatted ?? [givenName, familyName].filter(Boolean).join(" ");
}
