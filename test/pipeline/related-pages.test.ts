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
