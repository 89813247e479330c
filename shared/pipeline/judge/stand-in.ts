import type { Snapshot } from "../../domain/change.ts";
import type { Row } from "../../domain/row.ts";

/** The source that the events of no row are filed under: none that is watched. */
const noSource = "schedule";

/** Stands in for a row where a delivery is about none, so that it is counted and committed like those of any row. */
export function standIn(id: string, name: string, at: string): Snapshot {
  const row: Row = {
    id,
    sourceId: noSource,
    url: "",
    createdTime: at,
    lastEditedTime: at,
    lastEditedBy: "",
    inTrash: false,
    properties: { title: { id: "title", name: "Name", type: "title", value: [{ text: name }] } },
  };
  return { row, revision: 0, hash: "", hashes: {} };
}
