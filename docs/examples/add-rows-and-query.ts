// Adds rows to the table of create-a-database.ts, and reads some of them back, filtered and sorted.
//   node docs/examples/add-rows-and-query.ts <data source id>
import { collectPaginatedAPI, isFullPage } from "@notionhq/client";
import { argument, notion, print } from "./notion.ts";

const dataSourceId = argument(1, "the id of a data source");
const groceries = [
  { name: "Milk", aisle: "Dairy", price: 1.29, buyBy: "2026-12-01" },
  { name: "Cherries", aisle: "Fruit", price: 4.5, buyBy: "2026-11-25" },
  { name: "Pears", aisle: "Fruit", price: 2.2, buyBy: "2026-11-27" },
];

// One after another: three requests a second is what most plans allow.
for (const { name, aisle, price, buyBy } of groceries) {
  await notion.pages.create({
    parent: { type: "data_source_id", data_source_id: dataSourceId },
    properties: {
      Name: { title: [{ text: { content: name } }] },
      Aisle: { select: { name: aisle } },
      Price: { number: price },
      "Buy by": { date: { start: buyBy } },
    },
  });
}

// `collectPaginatedAPI` follows next_cursor; a page of results may be short, or empty, and not be the last one.
const rows = await collectPaginatedAPI(notion.dataSources.query, {
  data_source_id: dataSourceId,
  filter: {
    and: [
      { property: "Aisle", select: { equals: "Fruit" } },
      { property: "In cart", checkbox: { equals: false } },
    ],
  },
  sorts: [{ property: "Price", direction: "descending" }],
});

for (const row of rows) {
  if (!isFullPage(row)) continue;
  const { Name: name, Price: price } = row.properties;
  if (name?.type !== "title" || price?.type !== "number") continue;
  print(`${name.title.map((text) => text.plain_text).join("")}: ${price.number}`);
}
