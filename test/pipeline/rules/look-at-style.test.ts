import { beforeEach, describe, expect, it } from "vitest";
import type { Block } from "../../../shared/domain/block.ts";
import { openRulesDesk, ordersSource, text } from "../../support/rules-desk.ts";

const paragraph = (content: string): Block => ({
  type: "paragraph",
  text: [{ text: content }],
  children: [],
});
const picture = (name: string): Block => ({
  type: "image",
  text: [{ text: "Fern & Field" }],
  children: [],
  hosted: { block: `block-of-${name}`, name },
});

describe("how mails look", () => {
  let desk: Awaited<ReturnType<typeof openRulesDesk>>;
  beforeEach(async () => {
    desk = await openRulesDesk();
    desk.sources.set("orders", ordersSource("orders"));
  });

  const style = (id: string, options: string, body: Block[] = [], state = "") => {
    desk.bodies.set(id, body);
    return desk.addRule(id, { Then: "Style mails", State: state, To: "", Subject: "", Options: options });
  };
  const edit = (id: string, cells: Record<string, string>) => {
    desk.wait(120);
    desk.edit(
      id,
      Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, text(name, value)])),
    );
  };
  const theme = async () => {
    await desk.report();
    return (await desk.stores.rules.binding("main"))?.theme;
  };
  const note = (id: string) =>
    (desk.cell(id, "Note") as { text: string }[]).map((span) => span.text).join("");
  const health = (id: string) => (desk.cell(id, "Health") as { name: string }).name;

  it("is read from the row's page and Options, and told in its Note", async () => {
    style("Our look", "accent: #2F6F4F\naddress: Mill Lane 1, Leeds", [
      paragraph(""),
      picture("logo.png"),
      paragraph("Fern & Field, makers of tables"),
    ]);
    expect(await theme()).toEqual({
      accent: "#2f6f4f",
      logo: { alt: "Fern & Field", hosted: { block: "block-of-logo.png", name: "logo.png" } },
      footer: [paragraph("Fern & Field, makers of tables")],
      address: "Mill Lane 1, Leeds",
    });
    expect(health("Our look")).toBe("Working");
    expect(note("Our look")).toBe(
      "All mails have the logo “logo.png”, buttons and quotes in #2f6f4f, “Fern & Field, makers of tables” below, the address “Mill Lane 1, Leeds”.",
    );
  });

  it("stays when nothing changed, without another write", async () => {
    style("Our look", "accent: green");
    await theme();
    desk.wait(120);
    await theme();
    desk.wait(120);
    const [head, writes] = [await desk.head("Our look"), desk.writes.length];
    await theme();
    expect(await desk.head("Our look")).toEqual(head);
    expect(desk.writes).toHaveLength(writes);
  });

  it("stays as it was while a mistake is in the row, which says so", async () => {
    style("Our look", "accent: #2f6f4f");
    await theme();
    edit("Our look", { Options: "accent: #ffee99" });
    expect(await theme()).toMatchObject({ accent: "#2f6f4f" });
    expect(health("Our look")).toBe("Needs attention");
    expect(note("Our look")).toBe(
      'Options: accent #ffee99 is so light that a button of it can hardly be seen on white; take a darker one, like "#998f5c". Until this is mended mails look as they did.',
    );
  });

  it("is that of the row that was made first; the others say so, and take its place when it goes", async () => {
    style("Our look", "accent: green");
    desk.wait(120);
    style("Another", "accent: red");
    expect(await theme()).toMatchObject({ accent: "#37704f" });
    expect(note("Another")).toBe(
      "Then: “Our look” was made before this row and says how mails look, so this one is not used. Turn one of the two Off, or delete it.",
    );
    edit("Our look", { State: "Off" });
    expect(await theme()).toMatchObject({ accent: "#bd3833" });
    expect(note("Our look")).toBe("Off, so mails do not look like this.");
    expect(health("Another")).toBe("Working");
  });

  it("is plain again when the row is deleted or becomes a rule", async () => {
    style("Our look", "accent: green");
    expect(await theme()).toBeDefined();
    edit("Our look", { Then: "Send email", Options: "" });
    expect(await theme()).toBeUndefined();
    edit("Our look", { Then: "Style mails", Options: "accent: green" });
    expect(await theme()).toBeDefined();
    const row = desk.rows.get("Our look");
    if (row) desk.rows.set("Our look", { ...row, inTrash: true });
    expect(await theme()).toBeUndefined();
  });

  it("outlives the Rules database being bound anew by a poll that ends there", async () => {
    style("Our look", "accent: green");
    await theme();
    const row = desk.rows.get("Our look");
    if (!row) throw new Error("the row is gone");
    desk.rows.set("Our look", { ...row, properties: {} });
    desk.stores.rules.heads = () => Promise.reject(new Error("the process ended"));
    await expect(desk.sync()).rejects.toThrow("the process ended");
    expect((await desk.stores.rules.binding("main"))?.theme).toMatchObject({ accent: "#37704f" });
  });

  it("takes part in no rule's business", async () => {
    style("Our look", "accent: green");
    const book = await desk.sync();
    expect(book.inForce).toEqual([]);
    expect(book.suspended).toEqual(new Set());
  });
});
