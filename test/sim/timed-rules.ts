import type { Cells } from "./notion-world.ts";
import type { Rng } from "./rng.ts";
import { dueOf, type Shape, statusOf } from "./rule-spec.ts";
import { firstInstantAt, shown } from "./wall-clock.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const zones = ["UTC", "Europe/Berlin", "Europe/Berlin", "Asia/Kolkata"] as const;
const never = () => false;
const notDone = (cells: Cells) => statusOf(cells) !== "Done";

/** One that the clock makes fire, within the hours that the world lives. */
export function drawTimed(rng: Rng, startsAt: number): Shape {
  const zone = rng.pick(zones);
  const options = `time zone: ${zone}`;
  const wall = shown(startsAt, zone);
  // Told as if no clock were ever put forward: so some times fall into the hour that is jumped over.
  const minutes = (minutesOf(wall) + rng.int(12, 80)) % (24 * 60);
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  return rng.pick([onDue, onDueNotDone, beforeDue, atTime, soon, daily, perRow, quarterly, lastOfMonth])({
    zone,
    options,
    minutes,
    time,
  });
}

type Drawn = { zone: string; options: string; minutes: number; time: string };

const onDate = (
  which: string,
  moments: (due: string) => number,
  { options }: Drawn,
  condition = "",
): Shape => ({
  kind: "date",
  when: "Date is reached",
  which,
  condition,
  options,
  looksAt: condition === "" ? ["du"] : ["du", "st"],
  fires: never,
  moments: (cells) => {
    const due = dueOf(cells);
    return due === undefined ? [] : [moments(due)];
  },
  holds: condition === "" ? () => true : notDone,
});

const instantOf = (due: string, zone: string) =>
  isDay(due) ? firstInstantAt(due, 0, zone) : Date.parse(due);

const onDue = (drawn: Drawn) => onDate("Due", (due) => instantOf(due, drawn.zone), drawn);
/** What an outage makes late. */
export const dueInUtc: Shape = onDue({ zone: "UTC", options: "time zone: UTC", minutes: 0, time: "0:00" });
const onDueNotDone = (drawn: Drawn) =>
  onDate("Due", (due) => instantOf(due, drawn.zone), drawn, "Status is not Done");
const beforeDue = (drawn: Drawn) =>
  onDate("10 minutes before Due", (due) => instantOf(due, drawn.zone) - 10 * minuteMs, drawn);
const atTime = (drawn: Drawn) =>
  onDate(
    `Due at ${drawn.time}`,
    (due) => {
      const day = isDay(due) ? due : shown(Date.parse(due), drawn.zone).slice(0, 10);
      return firstInstantAt(day, drawn.minutes, drawn.zone);
    },
    drawn,
  );

const soonMs = 30 * minuteMs;
const isSoon = (cells: Cells | undefined, at: number) => {
  const due = instantDue(cells);
  return due !== undefined && due >= at && due <= at + soonMs;
};

/** Starts to match by the clock alone, or by an edit. */
function soon({ options, zone }: Drawn): Shape {
  return {
    kind: "matches",
    when: "Row starts to match",
    which: "",
    condition: "Due is within the next 30 minutes",
    options,
    looksAt: ["du"],
    fires: (before, after, at) => !isSoon(before, at) && isSoon(after, at),
    moments: (cells) => {
      const due = dueOf(cells);
      return due === undefined ? [] : [instantOf(due, zone) - soonMs];
    },
    holds: () => true,
    turns: (cells) => {
      const due = instantDue(cells);
      // How a whole day compares with minutes is the unit tests' to say.
      if (due === undefined) return dueOf(cells) === undefined ? [] : [Number.NaN];
      return [due - soonMs, due];
    },
  };
}

function instantDue(cells: Cells | undefined): number | undefined {
  const due = dueOf(cells);
  return due === undefined || isDay(due) ? undefined : Date.parse(due);
}

const schedule = (
  which: string,
  options: string,
  recurs: (from: number, until: number) => number[],
): Shape => ({
  kind: "schedule",
  when: "On a schedule",
  which,
  condition: "",
  options,
  looksAt: [],
  subject: "It is time",
  body: "The time has come.",
  fires: never,
  recurs,
});

const daily = ({ options, time, minutes, zone }: Drawn) =>
  schedule(`every day at ${time}`, options, (from, until) =>
    daysAround(from, until)
      .map((day) => firstInstantAt(day, minutes, zone))
      .filter((at) => at >= from && at <= until),
  );

const perRow = (drawn: Drawn): Shape => ({
  ...daily(drawn),
  condition: "Status is not Done",
  looksAt: ["st"],
  subject: "{{ Name }}",
  isPerRow: true,
  holds: notDone,
});

const quarterly = (): Shape =>
  schedule("every 15 minutes", "", (from, until) => {
    const moments: number[] = [];
    const step = 15 * minuteMs;
    for (let at = Math.ceil(from / step) * step; at <= until; at += step) moments.push(at);
    return moments;
  });

const lastOfMonth = ({ options, time, minutes, zone }: Drawn) =>
  schedule(`on the last day of each month at ${time}`, options, (from, until) =>
    daysAround(from, until)
      .filter((day) => dayAfter(day).endsWith("-01"))
      .map((day) => firstInstantAt(day, minutes, zone))
      .filter((at) => at >= from && at <= until),
  );

function daysAround(from: number, until: number): string[] {
  const days: string[] = [];
  for (let at = from - dayMs; at <= until + 2 * dayMs; at += dayMs)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

function minutesOf(wall: string): number {
  return Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
}

function isDay(date: string): boolean {
  return date.length === "2026-03-29".length;
}
