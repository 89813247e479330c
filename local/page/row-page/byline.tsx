import type { Row } from "../api/notion.ts";
import { showTime } from "../cells/show-date.ts";
import { health } from "../state/health.ts";
import { nameOfUser } from "../state/names.ts";

/** Who made the page and who edited it last. */
export function Byline({ row }: { row: Row }) {
  return (
    <p class="byline">
      Added by <b>{nameOfUser(row.created_by.id) ?? "somebody"}</b> {when(row.created_time)} · edited by{" "}
      <b>{nameOfUser(row.last_edited_by.id) ?? "somebody"}</b> {when(row.last_edited_time)}
    </p>
  );
}

/** Notion tells the minute. */
function when(iso: string): string {
  const time = showTime(iso, health.value?.now).replace(/^(\d\d:\d\d):\d\d$/, "at $1");
  return time.startsWith("at") ? time : `on ${time.replace(",", " at")}`;
}
