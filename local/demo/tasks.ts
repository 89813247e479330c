import { day, people, richText, status, statusColumn, title } from "../setup/cells.ts";
import { createRow, createTable, type Seeding, type Table } from "./seeding.ts";
import { AIKO, JONAS, MAYA, PRIYA, TOMAS } from "./users.ts";

type Task = [task: string, status: string, assignee: string, dueInDays: number, notes: string];

const TASKS: Task[] = [
  ["Photograph the autumn collection", "Doing", AIKO.id, 3, "Daylight only; the studio is free until noon."],
  ["Renew the workshop insurance", "To do", MAYA.id, 12, "Ask for the new valuation of the CNC router."],
  [
    "Answer the Grant & Daughters quote",
    "Doing",
    TOMAS.id,
    1,
    "They want eight shelves before the holidays.",
  ],
  ["Order walnut for December", "To do", JONAS.id, 6, "At least 4 m³, kiln dried."],
  ["Fix the broken drawer jig", "Done", JONAS.id, -4, ""],
  ["Write the care guide for oiled oak", "Doing", PRIYA.id, 8, "One page, goes into every parcel."],
  ["Call the carrier about late pick-ups", "To do", TOMAS.id, 2, "Three of the last ten were a day late."],
  ["Update the opening hours on the site", "Done", AIKO.id, -9, "Closed from 24 December to 2 January."],
  ["Interview the second apprentice", "To do", MAYA.id, 5, ""],
  ["Count the hardware stock", "Done", PRIYA.id, -2, "Short of 40 mm brass hinges."],
];

export async function seedTasks(seeding: Seeding): Promise<Table> {
  const table = await createTable(seeding, "Tasks", "✅", {
    Task: { title: {} },
    Status: statusColumn(
      ["To do", "default", "To-do"],
      ["Doing", "blue", "In progress"],
      ["Done", "green", "Complete"],
    ),
    Assignee: { people: {} },
    Due: { date: {} },
    Notes: { rich_text: {} },
  });
  for (const [task, state, assignee, dueInDays, notes] of TASKS) {
    await createRow(seeding, table, {
      Task: title(task),
      Status: status(state),
      Assignee: people(assignee),
      Due: day(seeding.now, dueInDays),
      Notes: richText(notes),
    });
  }
  return table;
}
