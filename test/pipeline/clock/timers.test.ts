import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchedSource } from "../../support/watched-source.ts";
import { startWorld, type World, words } from "../../support/world.ts";

/** The world begins on Monday, 2 March 2026, at 10:00:20 UTC. */
const on = (time: string) => ({ Due: { date: { start: time } } });

describe("rules that follow the clock", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const fired = async () =>
    (await world.deliveries()).map(({ rowTitle, op, state }) => `${rowTitle} ${op} ${state}`).sort();

  /** Rows with a Due date, and a rule; polls each `step` seconds until `until`. */
  async function dated(rule: object) {
    const source = await world.makeSource("Tasks", { Due: { date: {} } });
    const ids = [await world.addRow(source.source, "One"), await world.addRow(source.source, "Two")];
    await world.addRule({ watch: source.database, when: "Date is reached", subject: "{{ Name }}", ...rule });
    await world.poll();
    world.wait(60);
    await world.poll();
    return { ...source, ids, one: ids[0] ?? "", two: ids[1] ?? "" };
  }

  async function pollUntil(time: string, stepSeconds = 180): Promise<void> {
    while (world.clock.now().toISOString() < time) {
      world.wait(stepSeconds);
      await world.poll();
    }
  }

  it("fire when the moment comes, once, in their own time zone", async () => {
    const { one } = await dated({ which: "1 day before Due at 12:30", options: "time zone: Europe/Berlin" });
    await world.edit(one, on("2026-03-03"));
    await pollUntil("2026-03-02T11:26:00.000Z");
    expect(await fired()).toEqual([]);
    await pollUntil("2026-03-02T11:45:00.000Z");
    expect(await fired()).toEqual(["One time pending"]);
  });

  it("fire for rows that had their date before the rule was written", async () => {
    const source = await world.makeSource("Tasks", { Due: { date: {} } });
    const row = await world.addRow(source.source, "Old");
    await world.edit(row, on("2026-03-02T11:00:00.000Z"));
    await world.addRule({
      watch: source.database,
      when: "Date is reached",
      which: "Due",
      subject: "{{ Name }}",
    });
    await pollUntil("2026-03-02T11:05:00.000Z");
    expect(await fired()).toEqual(["Old time pending"]);
  });

  it("follow a date that is moved, and forget one that is cleared", async () => {
    const { one, two } = await dated({ which: "Due" });
    await world.edit(one, on("2026-03-02T10:20:00.000Z"));
    await world.edit(two, on("2026-03-02T10:20:00.000Z"));
    await world.poll();
    await world.edit(one, on("2026-03-02T10:40:00.000Z"));
    await world.edit(two, { Due: { date: null } });
    await pollUntil("2026-03-02T10:30:00.000Z");
    expect(await fired()).toEqual([]);
    await pollUntil("2026-03-02T10:45:00.000Z");
    expect(await fired()).toEqual(["One time pending"]);
  });

  it("read the row once more, so that a date moved a moment ago counts", async () => {
    const { one } = await dated({ which: "Due" });
    await world.edit(one, on("2026-03-02T10:20:00.000Z"));
    await pollUntil("2026-03-02T10:18:00.000Z", 60);
    world.wait(50);
    await world.edit(one, on("2026-03-02T17:00:00.000Z"));
    world.wait(40);
    await world.poll();
    await world.poll();
    expect(await fired()).toEqual([]);
  });

  it("fire once for a moment, however often the date is taken away and put back", async () => {
    const { one } = await dated({ which: "Due" });
    await world.edit(one, on("2026-03-02T10:20:00.000Z"));
    await pollUntil("2026-03-02T10:22:00.000Z");
    for (const date of ["2026-03-02T12:00:00.000Z", "2026-03-02T10:20:00.000Z"]) {
      await world.edit(one, on(date));
      world.wait(60);
      await world.poll();
    }
    expect(await fired()).toEqual(["One time pending"]);
  });

  it("ask the condition when the moment comes", async () => {
    const { one, two } = await dated({ which: "Due", condition: "Status is not Done" });
    for (const id of [one, two]) await world.edit(id, on("2026-03-02T10:20:00.000Z"));
    await world.edit(one, { Status: { status: { name: "Done" } } });
    await pollUntil("2026-03-02T10:25:00.000Z");
    expect(await fired()).toEqual(["Two time pending"]);
  });

  it("make up for an outage of hours, and leave one of days to a person", async () => {
    const { one, two } = await dated({ which: "Due" });
    await world.edit(one, on("2026-03-02T10:20:00.000Z"));
    await world.edit(two, on("2026-03-04T09:00:00.000Z"));
    await world.poll();
    world.clock.set(new Date("2026-03-04T15:00:00.000Z"));
    await world.poll();
    expect(await fired()).toEqual(["One time held", "Two time pending"]);
    const [head] = await world.services.rules.heads("default");
    const brakes = await world.services.sources.brakes(head?.sourceId ?? "");
    expect(brakes[head?.ruleId ?? ""]).toMatchObject({ held: 1, sample: ["One"] });
  });

  it("make a row start to match when nothing but time passes", async () => {
    const { one, two } = await dated({
      when: "Row starts to match",
      condition: "Due is within the next 7 days",
    });
    await world.edit(one, on("2026-03-10"));
    await world.edit(two, on("2026-03-05"));
    await world.poll();
    expect(await fired()).toEqual(["Two update pending"]);
    await pollUntil("2026-03-03T00:10:00.000Z", 1800);
    await pollUntil("2026-03-05T01:10:00.000Z", 1800);
    expect(await fired()).toEqual(["One time pending", "Two update pending"]);
  });

  it("act for each row on a schedule, and once where no column is named", async () => {
    const { database, one } = await dated({
      when: "On a schedule",
      which: "every day at 11:00",
      condition: "Status is Todo",
    });
    await world.addRule({
      watch: database,
      name: "Report",
      when: "On a schedule",
      which: "every day at 11:00",
      subject: "Write your report",
    });
    await world.edit(one, { Name: { title: words("First") } });
    await pollUntil("2026-03-02T11:05:00.000Z");
    expect(await fired()).toEqual(["First time pending", "Report time pending", "Two time pending"]);
    await pollUntil("2026-03-03T10:20:00.000Z", 1800);
    expect(await fired()).toHaveLength(3);
    await pollUntil("2026-03-03T11:05:00.000Z");
    expect(await fired()).toHaveLength(6);
  });

  it("make up once for a schedule's moments that were missed", async () => {
    await dated({ when: "On a schedule", which: "every 2 hours", subject: "Look" });
    world.clock.set(new Date("2026-03-02T19:10:00.000Z"));
    await world.poll();
    await world.poll();
    expect(await fired()).toEqual(["Rule time pending"]);
    await pollUntil("2026-03-02T20:05:00.000Z");
    expect(await fired()).toEqual(["Rule time pending", "Rule time pending"]);
  });

  it("follow an edited schedule from then on, and the old one no more", async () => {
    await dated({ when: "On a schedule", which: "every day at 11:00", subject: "Look" });
    const [head] = await world.services.rules.heads("default");
    await world.edit(head?.ruleId ?? "", { Which: { rich_text: words("every day at 12:00") } });
    await pollUntil("2026-03-02T11:30:00.000Z");
    expect(await fired()).toEqual([]);
    await pollUntil("2026-03-02T12:05:00.000Z");
    expect(await fired()).toEqual(["Rule time pending"]);
  });

  it("fire nothing while they are off, and nothing of that time when they are on again", async () => {
    const { one } = await dated({ which: "Due" });
    await world.edit(one, on("2026-03-02T10:20:00.000Z"));
    await world.poll();
    const [head] = await world.services.rules.heads("default");
    await world.edit(head?.ruleId ?? "", { State: { select: { name: "Off" } } });
    await pollUntil("2026-03-02T10:30:00.000Z");
    await world.edit(head?.ruleId ?? "", { State: { select: { name: "Live" } } });
    await pollUntil("2026-03-02T10:40:00.000Z");
    expect(await fired()).toEqual([]);
  });

  it("are set for many rows, over as many polls as it takes", async () => {
    const { ids, source } = await watchedSource(world, 3, { when: "Row is added" });
    expect(ids).toHaveLength(3);
    expect((await world.services.sources.state(source)).checkpoint as object).not.toHaveProperty("clock");
  });
});
