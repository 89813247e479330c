import { afterAll, beforeAll } from "vitest";
import { manualClock } from "../../local/clock.ts";
import { memoryTable } from "../sim/memory-table.ts";
import { type EmbeddedTable, openTable } from "../support/embedded-table.ts";
import { describeTable } from "./table.contract.ts";

let embedded: EmbeddedTable;
beforeAll(async () => {
  embedded = await openTable();
});
afterAll(() => embedded.close());

const clock = manualClock(new Date("2026-03-01T10:00:00.000Z"));
const inMemory = memoryTable(clock);

describeTable("the embedded DynamoDB", () => ({ table: embedded }));
describeTable("the table in memory", () => ({ table: inMemory }));
