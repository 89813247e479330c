import { failed } from "../problem.ts";

/**
 * The offset a zone has when its clocks show `local` (read as if it were UTC): `+01:00`.
 * @throws Problem when there is no such zone.
 */
export function offsetIn(zone: string, local: Date, where: string): string {
  try {
    // The offset at the local time is nearly always right; asked again at the moment it leads to, it is.
    const guess = offsetAt(zone, local);
    return offsetAt(zone, new Date(local.getTime() - minutesOf(guess) * 60_000));
  } catch {
    throw failed(where.replace(/\.(start|end)$/, ".time_zone"), "the name of a time zone", zone);
  }
}

function offsetAt(zone: string, moment: Date): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "") || "+00:00";
}

function minutesOf(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
