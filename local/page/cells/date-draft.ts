import { type DateRange, foreignOffset } from "./show-date.ts";

/** A date while it is edited: as the browser's inputs have it. `zone`: "" here, `+09:00`, or `Asia/Tokyo`. */
export type DateDraft = { start: string; end: string; hasEnd: boolean; hasTime: boolean; zone: string };

export function draftOf(date: DateRange): DateDraft {
  const hasTime = date?.start.includes("T") ?? false;
  const zone = (date && foreignOffset(date.start)) ?? "";
  const local = (iso: string | null | undefined) =>
    iso ? (hasTime ? wallOf(iso, zone) : iso.slice(0, 10)) : "";
  return { start: local(date?.start), end: local(date?.end), hasEnd: Boolean(date?.end), hasTime, zone };
}

/** What stands before the offset is the time at that place. */
function wallOf(iso: string, zone: string): string {
  if (zone !== "") return iso.slice(0, 16);
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** As Notion takes it: beside the name of a zone a time has no offset of its own. */
export function dateOf({ start, end, hasEnd, hasTime, zone }: DateDraft): object | null {
  if (start === "") return null;
  const isNamed = zone.includes("/");
  const written = (value: string) => {
    if (!hasTime) return value;
    return zone === "" ? new Date(value).toISOString() : `${value}:00${isNamed ? "" : zone}`;
  };
  return {
    start: written(start),
    end: hasEnd && end !== "" ? written(end) : null,
    time_zone: hasTime && isNamed ? zone : null,
  };
}

/** The same days with a time, or without. */
export function retimed(draft: DateDraft, hasTime: boolean): DateDraft {
  const changed = (value: string) => value && (hasTime ? `${value}T09:00` : value.slice(0, 10));
  return { ...draft, hasTime, start: changed(draft.start), end: changed(draft.end) };
}
