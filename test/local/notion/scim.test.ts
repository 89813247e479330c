import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startNotionEmulator } from "../../../local/notion/emulator.ts";
import { ADA, aTitle, BOT, openWorld, type World } from "./world.ts";

type Json = Record<string, unknown>;
const EXTENSION = "urn:ietf:params:scim:schemas:extension:notion:2.0:User";
const PATCH = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];

let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

// biome-ignore lint/suspicious/noExplicitAny: answers are compared by shape
type Answer = { status: number; json: any };

async function scim(method: string, path: string, body?: Json, token = "scim_local"): Promise<Answer> {
  const response = await fetch(`${world.emulator.url}/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === "" ? undefined : JSON.parse(text) };
}

async function aUser(email: string, more: Json = {}): Promise<string> {
  return (
    await scim("POST", "/Users", {
      userName: email,
      name: { givenName: "Grace", familyName: "Hopper" },
      ...more,
    })
  ).json.id;
}

const patchUser = (id: string, ...Operations: Json[]) =>
  scim("PATCH", `/Users/${id}`, { schemas: PATCH, Operations });

describe("SCIM users", () => {
  test("are the people of the workspace, in the shape of a live one", async () => {
    const { json } = await scim("GET", "/Users?startIndex=1&count=100");

    expect(json).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: 1,
      startIndex: 1,
      itemsPerPage: 1,
      Resources: [
        {
          schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
          id: ADA.id,
          userName: "ada@example.com",
          name: { formatted: "Ada", givenName: "Ada" },
          emails: [{ value: "ada@example.com", primary: true }],
          displayName: "Ada",
          active: true,
          meta: {
            resourceType: "User",
            created: "1773138030456",
            lastModified: "1773138030456",
            location: `https://app.notion.com/scim/v2/Users/${ADA.id}`,
          },
          photos: [],
          [EXTENSION]: { role: "owner" },
        },
      ],
    });
  });

  test("come in pages counted from 1, at most a hundred at a time", async () => {
    for (let n = 1; n <= 101; n += 1) await aUser(`p${n}@example.com`);
    const first = (await scim("GET", "/Users?count=1000")).json;
    const second = (await scim("GET", "/Users?startIndex=101&count=100")).json;

    expect([first.totalResults, first.itemsPerPage, first.Resources.length]).toEqual([102, 100, 100]);
    expect([second.startIndex, second.itemsPerPage]).toEqual([101, 2]);
    expect((await scim("GET", "/Users?startIndex=-1&count=-5")).json).toMatchObject({
      startIndex: 1,
      itemsPerPage: 0,
    });
  });

  test("are found by e-mail address in any case, and by names as they are written", async () => {
    const id = await aUser("Grace@Example.com");
    const found = async (filter: string) =>
      (await scim("GET", `/Users?filter=${encodeURIComponent(filter)}`)).json.Resources.map(
        (one: Json) => one.id,
      );

    expect(await found('email eq "GRACE@example.com"')).toEqual([id]);
    expect(await found('given_name eq "Grace"')).toEqual([id]);
    expect(await found('given_name eq "grace"')).toEqual([]);
    expect(await found('family_name eq "Hopper"')).toEqual([id]);
    expect((await scim("GET", "/Users?filter=role%20eq%20owner")).json).toMatchObject({
      scimType: "invalidFilter",
    });
    expect((await scim("GET", "/Users?filter=email%20co%20x")).status).toBe(400);
  });

  test("join the workspace when they are created, once", async () => {
    const created = await scim("POST", "/Users", {
      userName: "Grace@Example.com",
      name: { givenName: "Grace", familyName: "Hopper" },
      photos: [{ value: "https://example.com/grace.png" }],
      [EXTENSION]: { role: "restricted_member" },
    });
    const again = await scim("POST", "/Users", { userName: "grace@example.com" });

    expect(created).toMatchObject({
      status: 201,
      json: {
        userName: "grace@example.com",
        displayName: "Grace Hopper",
        active: true,
        [EXTENSION]: { role: "restricted_member" },
      },
    });
    expect(again).toMatchObject({ status: 409, json: { scimType: "uniqueness", status: "409" } });
    expect(await world.notion.users.retrieve({ user_id: created.json.id })).toMatchObject({
      type: "person",
      name: "Grace Hopper",
      avatar_url: "https://example.com/grace.png",
      person: { email: "grace@example.com" },
    });
    await world.restart();
    expect((await scim("GET", `/Users/${created.json.id}`)).json.displayName).toBe("Grace Hopper");
    expect(await world.notion.users.retrieve({ user_id: created.json.id })).toMatchObject({
      name: "Grace Hopper",
    });
  });

  test.each<[string, Json, Json]>([
    [
      "a role without a path",
      { op: "replace", value: { [EXTENSION]: { role: "member" } } },
      { [EXTENSION]: { role: "member" } },
    ],
    [
      "a role by its path",
      { op: "Replace", path: `${EXTENSION}:role`, value: "membership_admin" },
      { [EXTENSION]: { role: "membership_admin" } },
    ],
    [
      "a part of the name",
      { op: "replace", path: "name.givenName", value: "Amazing" },
      { displayName: "Amazing Hopper" },
    ],
    [
      "dotted keys",
      { op: "replace", value: { "name.familyName": "Murray" } },
      { displayName: "Grace Murray" },
    ],
    [
      "an address by a filter",
      { op: "replace", path: 'emails[primary eq "true"].value', value: "x@example.com" },
      {
        emails: [
          { value: "grace@example.com", primary: true },
          { value: "x@example.com", primary: false },
        ],
      },
    ],
    [
      "another address",
      { op: "Add", path: "emails", value: [{ value: "y@example.com" }] },
      {
        emails: [
          { value: "grace@example.com", primary: true },
          { value: "y@example.com", primary: false },
        ],
      },
    ],
    [
      "the user name",
      { op: "replace", path: "userName", value: "Hopper@example.com" },
      { userName: "hopper@example.com" },
    ],
    ["activity as text", { op: "Replace", path: "active", value: "False" }, { active: false }],
    [
      "names in another case",
      { op: "replace", path: "Name.GivenName", value: "Amazing" },
      { displayName: "Amazing Hopper" },
    ],
    [
      "the whole name of an attribute",
      { op: "replace", path: "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName", value: "Amazing" },
      { displayName: "Amazing Hopper" },
    ],
    [
      "an address of a type that has none",
      { op: "add", path: 'emails[type eq "work"].value', value: "y@example.com" },
      {
        emails: [
          { value: "grace@example.com", primary: true },
          { value: "y@example.com", primary: false },
        ],
      },
    ],
    [
      "a role that is taken away",
      { op: "remove", path: `${EXTENSION}:role` },
      { [EXTENSION]: { role: "member" } },
    ],
  ])("are patched: %s", async (_, operation, expected) => {
    const id = await aUser("grace@example.com", { [EXTENSION]: { role: "owner" } });
    const answer = await patchUser(id, operation);

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject(expected);
    expect((await scim("GET", `/Users/${id}`)).json).toMatchObject(expected);
  });

  test("are replaced whole", async () => {
    const id = await aUser("grace@example.com", { [EXTENSION]: { role: "owner" } });
    const { json } = await scim("PUT", `/Users/${id}`, { userName: "g@example.com", displayName: "G" });

    expect(json).toMatchObject({
      userName: "g@example.com",
      name: { formatted: "G" },
      [EXTENSION]: { role: "member" },
    });
  });

  test("leave when they are not active, and can come back", async () => {
    const id = await aUser("grace@example.com");
    await patchUser(id, { op: "replace", path: "active", value: false });
    const away = await world.notion.users.retrieve({ user_id: id }).catch((error: unknown) => error);
    const listed = (await scim("GET", `/Users/${id}`)).json;
    await patchUser(id, { op: "replace", value: { active: true } });

    expect(away).toMatchObject({ code: "object_not_found" });
    expect(listed.active).toBe(false);
    expect(await world.notion.users.retrieve({ user_id: id })).toMatchObject({ name: "Grace Hopper" });
  });

  test("are gone when they are deleted, and their account is taken in again", async () => {
    const id = await aUser("grace@example.com");
    const deleted = await scim("DELETE", `/Users/${id}`);

    expect(deleted).toEqual({ status: 204, json: undefined });
    expect((await scim("GET", `/Users/${id}`)).json).toMatchObject({ status: "404" });
    expect((await scim("GET", "/Users")).json.totalResults).toBe(1);
    await expect(world.notion.users.retrieve({ user_id: id })).rejects.toMatchObject({ status: 404 });
    expect(await aUser("grace@example.com")).toBe(id);
  });

  test("cannot remove the owner of the token", async () => {
    const { id } = (await scim("GET", "/Users")).json.Resources[0];
    const refused = await Promise.all([
      scim("DELETE", `/Users/${id}`),
      patchUser(id, { op: "replace", path: "active", value: false }),
    ]);

    expect(refused.map(({ status }) => status)).toEqual([403, 403]);
    await expect(world.ada.users.me({})).resolves.toMatchObject({ id });
  });

  test("are logged out when they leave, and known by their id alone", async () => {
    const bob = { ...ADA, id: "20000000-0000-4000-8000-00000000000b", name: "Bob", email: "bob@example.com" };
    await world.emulator.close();
    world.emulator = await startNotionEmulator({
      port: 0,
      dataFile: join(world.folder, "two.db"),
      clock: world.clock,
      tokens: { ntn_bot: BOT.id, ntn_bob: bob.id },
      users: [BOT, ADA, bob],
    });
    const page = await world.as("ntn_bob").pages.create({
      parent: { workspace: true },
      properties: { title: aTitle("Bob's") },
    });
    await patchUser(bob.id, { op: "replace", path: "active", value: false });

    await expect(world.as("ntn_bob").users.me({})).rejects.toMatchObject({ code: "unauthorized" });
    expect((await world.as("ntn_bot").users.list({})).results.map(({ id }) => id)).toEqual([BOT.id, ADA.id]);
    expect(await world.as("ntn_bot").pages.retrieve({ page_id: page.id })).toMatchObject({
      created_by: { object: "user", id: bob.id },
    });
    await patchUser(bob.id, { op: "replace", path: "active", value: true });
    await expect(world.as("ntn_bob").users.me({})).resolves.toMatchObject({ name: "Bob" });
  });

  test("keep to themselves the address of another, and an address to once", async () => {
    const id = await aUser("grace@example.com");
    const add = { op: "add", path: "emails", value: [{ value: "y@example.com" }] };
    const taken = await patchUser(id, { op: "replace", path: "userName", value: "ada@example.com" });
    await patchUser(id, add);
    const { json } = await patchUser(id, add);

    expect(taken.status).toBe(409);
    expect(json.emails.map((one: Json) => one.value)).toEqual(["grace@example.com", "y@example.com"]);
  });

  test("change in the API, too", async () => {
    await patchUser(ADA.id, { op: "replace", path: "name.familyName", value: "Lovelace" });

    expect(await world.ada.users.me({})).toMatchObject({ name: "Ada Lovelace" });
    expect((await world.notion.users.list({})).results).toHaveLength(2);
  });

  test.each<[string, string, Json | undefined, number]>([
    ["POST", "/Users", { userName: "no address" }, 400],
    ["POST", "/Users", { userName: "a@example.com", [EXTENSION]: { role: "king" } }, 400],
    ["GET", "/Users/00000000-0000-4000-8000-00000000dead", undefined, 404],
    ["GET", "/Users?count=many", undefined, 400],
    ["GET", '/Users?filter=userName eq "a@b.c" and active eq true', undefined, 400],
    ["PATCH", `/Users/${ADA.id}`, { Operations: [{ op: "replace", path: "active", value: "banana" }] }, 400],
    [
      "PATCH",
      `/Users/${ADA.id}`,
      { Operations: [{ op: "replace", path: "userName", value: ["a@b.c"] }] },
      400,
    ],
    [
      "PATCH",
      `/Users/${ADA.id}`,
      { Operations: [{ op: "replace", path: 'emails[type eq "work"].value', value: "x@y.z" }] },
      400,
    ],
    ["PATCH", `/Users/${ADA.id}`, { Operations: [{ op: "move" }] }, 400],
    ["PATCH", `/Users/${ADA.id}`, { Operations: "none" }, 400],
    ["PATCH", `/Users/${ADA.id}`, { Operations: [{ op: "replace", path: "a.b.c", value: 1 }] }, 400],
  ])("are refused: %s %s %j", async (method, path, body, status) => {
    const answer = await scim(method, path, body);

    expect(answer).toMatchObject({
      status,
      json: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: String(status) },
    });
  });

  test("are shown to nobody without the token, unlike what the service can do", async () => {
    expect((await scim("GET", "/Users", undefined, "ntn_bot")).status).toBe(401);
    expect(await scim("GET", "/ServiceProviderConfig", undefined, "none")).toMatchObject({
      status: 200,
      json: { patch: { supported: true }, sort: { supported: false }, bulk: { supported: false } },
    });
    expect((await scim("GET", "/ResourceTypes")).json.totalResults).toBe(2);
  });

  test("have no order between pages under the knob for it", async () => {
    for (let n = 1; n <= 8; n += 1) await aUser(`p${n}@example.com`);
    const ids = async () => (await scim("GET", "/Users")).json.Resources.map((one: Json) => one.id);
    const before = await ids();
    await fetch(`${world.emulator.url}/_admin/knobs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ shuffleUnsorted: true }),
    });
    const after = await ids();

    expect(after).not.toEqual(before);
    expect(after.toSorted()).toEqual(before.toSorted());
  });
});

describe("SCIM groups", () => {
  const patchGroup = (id: string, ...Operations: Json[]) =>
    scim("PATCH", `/Groups/${id}`, { schemas: PATCH, Operations });

  async function aGroup(name: string, ...ids: string[]): Promise<string> {
    return (await scim("POST", "/Groups", { displayName: name, members: ids.map((value) => ({ value })) }))
      .json.id;
  }

  async function membersOf(id: string): Promise<string[]> {
    return (await scim("GET", `/Groups/${id}`)).json.members.map((one: Json) => one.value);
  }

  test("are created, found by name, renamed and deleted", async () => {
    const id = await aGroup("Sales team", ADA.id);
    await aGroup("Other");
    const found = async (filter: string) =>
      (await scim("GET", `/Groups?filter=${encodeURIComponent(filter)}`)).json.Resources;

    expect(await found('displayName eq "Sales team"')).toMatchObject([
      { id, displayName: "Sales team", members: [{ value: ADA.id, display: "Ada" }] },
    ]);
    expect(await found("displayName eq Sales team")).toHaveLength(1);
    await patchGroup(id, { op: "replace", path: "displayName", value: "Sales" });
    expect((await scim("GET", `/Groups/${id}`)).json.displayName).toBe("Sales");
    await world.restart();
    expect((await scim("DELETE", `/Groups/${id}`)).status).toBe(204);
    expect((await scim("GET", `/Groups/${id}`)).status).toBe(404);
    expect((await scim("GET", "/Groups")).json.totalResults).toBe(1);
  });

  test("take members in and let them go", async () => {
    const grace = await aUser("grace@example.com");
    const id = await aGroup("Team");
    await patchGroup(id, { op: "Add", path: "members", value: [{ value: ADA.id }, { value: grace }] });
    await patchGroup(id, { op: "add", path: "members", value: [{ value: ADA.id }] });
    expect((await membersOf(id)).toSorted()).toEqual([ADA.id, grace].toSorted());
    await patchGroup(id, { op: "Remove", path: `members[value eq "${ADA.id}"]` });
    expect(await membersOf(id)).toEqual([grace]);
    await patchGroup(id, { op: "replace", path: "members", value: [{ value: ADA.id }] });
    expect(await membersOf(id)).toEqual([ADA.id]);
    await patchGroup(id, { op: "remove", path: "members", value: [{ value: ADA.id }] });
    expect(await membersOf(id)).toEqual([]);
    await patchGroup(id, { op: "add", value: { members: [{ value: grace }] } });
    await scim("DELETE", `/Users/${grace}`);
    expect(await membersOf(id)).toEqual([]);
  });

  test("lose who leaves, for good, and know people by their id in any case", async () => {
    const grace = await aUser("grace@example.com");
    const id = await aGroup('Team "A"', grace.toUpperCase());
    expect(await membersOf(id)).toEqual([grace]);
    await patchUser(grace, { op: "replace", path: "active", value: false });
    expect(await membersOf(id)).toEqual([]);
    expect((await patchGroup(id, { op: "add", path: "members", value: [{ value: grace }] })).status).toBe(
      400,
    );
    await patchUser(grace, { op: "replace", path: "active", value: true });
    expect(await membersOf(id)).toEqual([]);
    await patchGroup(id, { op: "add", path: "Members", value: [{ value: grace }] });
    await scim("DELETE", `/Users/${grace}`);
    expect(await aUser("grace@example.com")).toBe(grace);
    expect(await membersOf(id)).toEqual([]);
    const filter = encodeURIComponent('displayname eq "Team \\"A\\""');
    expect((await scim("GET", `/Groups?filter=${filter}`)).json.totalResults).toBe(1);
  });

  test("take in nobody who is not there", async () => {
    const { status, json } = await scim("POST", "/Groups", {
      displayName: "X",
      members: [{ value: "nobody" }],
    });

    expect(status).toBe(400);
    expect(json.detail).toBe("There is no user nobody.");
  });
});
