import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Timers } from "./timers.ts";
import { aRow, aTable, aTitle, BOT, openWorld, page, value, type World } from "./world.ts";

let world: World;
let timers: Timers;

beforeEach(async () => {
  timers = new Timers();
  world = await openWorld({ later: timers.later });
});
afterEach(() => world.close());

type Sent = { id: string; status: string };

async function uploaded(content = "Hello", filename = "hello.txt"): Promise<Sent> {
  const { id } = await world.notion.fileUploads.create({ filename });
  return world.notion.fileUploads.send({ file_upload_id: id, file: { filename, data: new Blob([content]) } });
}

describe("a file upload", () => {
  test("is answered as Notion does", async () => {
    const created = await world.notion.fileUploads.create({ mode: "single_part", filename: "a.txt" });

    expect(created).toEqual({
      object: "file_upload",
      id: expect.any(String),
      created_time: "2026-03-10T10:20:00.000Z",
      created_by: { id: BOT.id, type: "bot" },
      last_edited_time: "2026-03-10T10:20:00.000Z",
      expiry_time: "2026-03-10T11:20:00.000Z",
      upload_url: `${world.emulator.url}/v1/file_uploads/${created.id}/send`,
      in_trash: false,
      status: "pending",
      filename: "a.txt",
      content_type: "text/plain",
      content_length: null,
      archived: false,
      request_id: expect.any(String),
    });
  });

  test("takes its file at the address it names, and no other form anywhere", async () => {
    const { upload_url = "" } = await world.notion.fileUploads.create({ filename: "a.txt" });
    const headers = { authorization: "Bearer ntn_bot", "notion-version": "2026-03-11" };
    const multipart = { ...headers, "content-type": "multipart/form-data; boundary=x" };
    const post = async (url: string, init: RequestInit) => {
      const answer = await fetch(url, { method: "POST", headers, ...init });
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    };
    expect(await post(upload_url, { headers: multipart, body: "nonsense" })).toEqual([
      400,
      "validation_error",
    ]);
    const pages = `${world.emulator.url}/v1/pages`;
    expect(await post(pages, { headers: multipart, body: "--x--" })).toEqual([400, "invalid_json"]);
    const form = new FormData();
    form.set("file", new Blob(["Hello"]), "a.txt");
    expect(await post(upload_url, { body: form })).toEqual([200, undefined]);
  });

  test("is uploaded by one send", async () => {
    const sent = await uploaded("Hello");

    expect(sent).toMatchObject({ status: "uploaded", content_length: 5 });
    expect(sent).not.toHaveProperty("upload_url");
    await expect(
      world.notion.fileUploads.send({ file_upload_id: sent.id, file: { data: "again" } }),
    ).rejects.toMatchObject({ code: "validation_error" });
  });

  test("is put together from its parts, in whatever order they come", async () => {
    const { id } = await world.notion.fileUploads.create({
      mode: "multi_part",
      number_of_parts: 2,
      filename: "big.txt",
    });
    const part = (part_number: string, data: string) =>
      world.notion.fileUploads.send({ file_upload_id: id, part_number, file: { data } });
    const half = await part("2", "world");

    expect(half).toMatchObject({
      status: "pending",
      number_of_parts: { total: 2, sent: 1 },
      complete_url: `${world.emulator.url}/v1/file_uploads/${id}/complete`,
    });
    await expect(world.notion.fileUploads.complete({ file_upload_id: id })).rejects.toMatchObject({
      message: "1 of 2 parts have not been sent.",
    });
    await part("1", "Hello, ");
    await part("1", "Hello ");
    expect(await world.notion.fileUploads.complete({ file_upload_id: id })).toMatchObject({
      status: "uploaded",
      content_length: 11,
    });
    expect(await (await fetch(await attach(id))).text()).toBe("Hello world");
  });

  test("is listed newest first, by its status, to its own connection", async () => {
    const first = await uploaded();
    const second = await world.notion.fileUploads.create({ filename: "b.txt" });
    const all = await world.notion.fileUploads.list({});
    const pending = await world.notion.fileUploads.list({ status: "pending" });

    expect(all.results.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(pending.results.map(({ id }) => id)).toEqual([second.id]);
    expect((await world.ada.fileUploads.list({})).results).toEqual([]);
    await expect(world.ada.fileUploads.retrieve({ file_upload_id: first.id })).rejects.toMatchObject({
      status: 404,
    });
  });

  test("expires when nobody attaches it within the hour", async () => {
    const { id } = await uploaded();
    world.clock.pass(3600);

    expect(await world.notion.fileUploads.retrieve({ file_upload_id: id })).toMatchObject({
      status: "expired",
    });
    await expect(attach(id)).rejects.toMatchObject({ message: expect.stringContaining('"expired"') });
  });

  test("by a URL fails, since nothing is fetched", async () => {
    const { id } = await world.notion.fileUploads.create({
      mode: "external_url",
      external_url: "https://example.com/a.pdf",
    });
    timers.pass(2);

    expect(await world.notion.fileUploads.retrieve({ file_upload_id: id })).toMatchObject({
      status: "failed",
      filename: "a.pdf",
      content_type: "application/pdf",
      file_import_result: { type: "error", error: { type: "download_error" } },
    });
  });

  test.each([
    [{ mode: "other" }, "body.mode"],
    [{ mode: "multi_part", filename: "a.txt" }, "body.number_of_parts"],
    [{ filename: "unknown" }, "extension"],
    [{ mode: "external_url", external_url: "http://example.com/a.txt" }, "body.external_url"],
  ])("is refused: %j", async (args, message) => {
    await expect(world.notion.fileUploads.create(args as never)).rejects.toMatchObject({
      code: "validation_error",
      message: expect.stringContaining(message),
    });
  });
});

async function attach(id: string): Promise<string> {
  const { sourceId } = await aTable(world.notion, { Name: { title: {} }, Papers: { files: {} } });
  const row = await aRow(world.notion, sourceId, {
    Name: aTitle("Row"),
    Papers: { files: [{ type: "file_upload", file_upload: { id } }] as never },
  });
  rowId = row.id;
  return urlIn(value(row, "Papers"));
}
let rowId: string;

function urlIn(files: unknown): string {
  const [file] = files as { file: { url: string } }[];
  return file?.file.url ?? "";
}

async function attachedNow(): Promise<string> {
  return urlIn(value(await page(world.notion, rowId), "Papers"));
}

describe("an attached file", () => {
  test("is fetched by a URL that is another at each read and lasts an hour", async () => {
    const { id } = await uploaded("Hello");
    const first = await attach(id);
    const second = await attachedNow();
    const answer = await fetch(second);

    expect(second).not.toBe(first);
    expect(value(await page(world.notion, rowId), "Papers")).toMatchObject([{ name: "hello.txt" }]);
    expect(await answer.text()).toBe("Hello");
    expect(answer.headers.get("content-type")).toBe("text/plain");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect((await fetch(first)).status).toBe(200);
    world.clock.pass(3600);
    expect((await fetch(first)).status).toBe(403);
    expect((await fetch(await attachedNow())).status).toBe(200);
  });

  test("is not given to who changes the URL", async () => {
    const url = await attach((await uploaded()).id);
    const other = await world.notion.fileUploads.create({ filename: "b.txt" });

    expect((await fetch(url.replace(/Signature=..../, "Signature=0000"))).status).toBe(403);
    expect((await fetch(url.replace(/_files\/[^/]+/, `_files/${other.id}`))).status).toBe(403);
  });

  test("stays when it is written back as it was read", async () => {
    await attach((await uploaded("Hello")).id);
    const files = value(await page(world.notion, rowId), "Papers");
    world.clock.pass(7200);
    await world.notion.pages.update({ page_id: rowId, properties: { Papers: { files } } as never });

    expect(await (await fetch(await attachedNow())).text()).toBe("Hello");
  });

  test("does not expire any more, and survives a restart", async () => {
    const { id } = await uploaded("Hello");
    await attach(id);
    world.clock.pass(7200);
    await world.restart();

    expect(await world.notion.fileUploads.retrieve({ file_upload_id: id })).toMatchObject({
      status: "uploaded",
      expiry_time: null,
    });
    expect(await (await fetch(await attachedNow())).text()).toBe("Hello");
  });

  test("can be an icon, an image and a comment's attachment", async () => {
    const upload = async () => ({ file_upload: { id: (await uploaded("GIF", "a.gif")).id } });
    const file = {
      type: "file",
      file: { url: expect.stringContaining("/_files/"), expiry_time: expect.any(String) },
    };
    const { id } = await world.notion.pages.create({
      parent: { workspace: true },
      properties: { title: aTitle("Pictures") },
      icon: await upload(),
      children: [{ image: await upload() }],
    } as never);
    const { results } = await world.notion.blocks.children.list({ block_id: id });
    const comment = await world.ada.comments.create({ parent: { page_id: id }, rich_text: [] });
    const { file_upload } = await upload();

    expect((await page(world.notion, id)).icon).toMatchObject(file);
    expect(results[0]).toMatchObject({ type: "image", image: file });
    expect(comment).not.toHaveProperty("attachments");
    expect(
      await world.notion.comments.create({
        parent: { page_id: id },
        rich_text: [],
        attachments: [{ file_upload_id: file_upload.id }],
      }),
    ).toMatchObject({ attachments: [{ category: "image", file: file.file }] });
  });
});
