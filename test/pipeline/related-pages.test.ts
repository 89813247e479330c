import { afterAll, beforeAll, expect, it } from "vitest";
import { deliver } from "../../shared/pipeline/deliver/deliver.ts";
import { startWorld, type World, words } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

it("a rule asks for a related page's title, and writes to its address", async () => {
  const people = await world.makeSource("Customers");
  const ada = await world.addRow(people.source, "Ada Lovelace", { Email: { email: "ada@example.com" } });
  const alan = await world.addRow(people.source, "Alan Turing", { Email: { email: "alan@example.com" } });
  const orders = await world.makeSource("Orders", {
    Customer: { relation: { data_source_id: people.source, single_property: {} } },
  });
  const [first, second] = [
    await world.addRow(orders.source, "Lamp", { Customer: { relation: [{ id: ada }] } }),
    await world.addRow(orders.source, "Desk", { Customer: { relation: [{ id: alan }] } }),
  ];
  await world.addRule({
    watch: orders.database,
    which: "Status to Done",
    condition: 'Customer is "Ada Lovelace"',
    to: "{{ Customer }}",
    subject: "{{ Name }} for {{ Customer | first word }}",
  });
  world.wait(60);
  await world.poll();
  world.wait(60);
  await world.edit(first, { Status: { status: { name: "Done" } } });
  await world.edit(second, { Status: { status: { name: "Done" } } });
  await world.poll();
  const [delivery, ...others] = await world.deliveries();
  expect(others).toEqual([]);
  await deliver(world.delivering, delivery?.key ?? "");
  expect(world.sent).toMatchObject([{ to: ["ada@example.com"], subject: "Lamp for Ada" }]);

  await world.person.pages.update({
    page_id: ada,
    properties: { Name: { title: words("Ada King") } },
  } as never);
  world.wait(60);
  await world.poll();
  expect(await world.deliveries()).toHaveLength(1);
});

it("titles count where a rule is tested, run for matching rows, and told how many rows match", async () => {
  const own = await startWorld();
  try {
    const people = await own.makeSource("Customers");
    const ada = await own.addRow(people.source, "Ada Lovelace", { Email: { email: "ada@example.com" } });
    const orders = await own.makeSource("Orders", {
      Customer: { relation: { data_source_id: people.source, single_property: {} } },
    });
    await own.addRow(orders.source, "Lamp", { Customer: { relation: [{ id: ada }] } });
    await own.addRow(orders.source, "Desk");
    const rule = await own.addRule({
      watch: orders.database,
      condition: 'Customer is "Ada Lovelace"',
      to: "{{ Customer }}",
      subject: "For {{ Customer | first word }}",
    });
    await own.poll();
    own.wait(60);
    await own.poll();
    expect(await own.note(rule)).toContain("1 row matches now.");
    expect(await own.note(rule)).not.toContain("could not act");
    await own.edit(rule, { Test: { checkbox: true }, "Run for matching rows": { checkbox: true } });
    own.wait(60);
    await own.poll();
    const [test, run] = await own.deliveries();
    expect([test?.op, run?.op].sort()).toEqual(["asked", "test"]);
    for (const delivery of await own.deliveries()) {
      if (delivery.op === "test") await deliver(own.delivering, delivery.key);
      else expect(delivery).toMatchObject({ rowTitle: "Lamp", state: "held" });
    }
    expect(own.sent).toMatchObject([{ subject: "Test: For Ada" }]);
  } finally {
    await own.close();
  }
});
