// Creates a database under a page.   node docs/examples/create-a-database.ts <page id>
import { isFullDatabase } from "@notionhq/client";
import { argument, notion, print } from "./notion.ts";

const database = await notion.databases.create({
  parent: { type: "page_id", page_id: argument(1, "the id of a page the connection may edit") },
  title: [{ text: { content: "Grocery list" } }],
  icon: { type: "emoji", emoji: "🥬" },
  // The columns belong to the database's first data source, its table.
  initial_data_source: {
    properties: {
      Name: { title: {} },
      Aisle: {
        select: {
          options: [
            { name: "Fruit", color: "red" },
            { name: "Dairy", color: "blue" },
          ],
        },
      },
      Price: { number: { format: "euro" } },
      "Buy by": { date: {} },
      "In cart": { checkbox: {} },
    },
  },
});

if (!isFullDatabase(database)) throw new Error("The connection may create databases, but not read them.");
print(`database ${database.id}`);
print(`data source ${database.data_sources[0]?.id}`);
