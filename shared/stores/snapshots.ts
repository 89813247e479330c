import type { Snapshots } from "../ports.ts";
import { brakesItem } from "./brakes-item.ts";
import { carryOut, groupsOf } from "./carry-out.ts";
import { keys } from "./keys.ts";
import { planCommit } from "./plan-commit.ts";
import {
  indexEntry,
  markAttributes,
  markOf,
  placeOf,
  rowIdOf,
  rowsPartition,
  snapshotOf,
} from "./snapshot-item.ts";
import type { Table, Write } from "./table.ts";

/** Rows a page of a walk: few enough to be held, many enough to be worth a request. */
const rowsPerPage = 500;

export function snapshotsIn(table: Table, newId: () => string): Snapshots {
  return {
    async marks(rowIds) {
      const items = rowIds.length === 0 ? [] : await table.getAll(rowIds.map(keys.snapshot), markAttributes);
      return new Map(items.map((item) => [rowIdOf(item), markOf(item)]));
    },

    async load(rowIds) {
      const items = rowIds.length === 0 ? [] : await table.getAll(rowIds.map(keys.snapshot));
      return new Map(
        items.flatMap((item) => {
          const snapshot = snapshotOf(item);
          return snapshot ? [[rowIdOf(item), snapshot] as const] : [];
        }),
      );
    },

    async rowIds(sourceId, from, until) {
      const { items } = await table.query({
        index: "rows",
        partition: rowsPartition(sourceId),
        ...(from === undefined ? {} : { from }),
        // Without the id that follows a time, so nothing of that time itself.
        ...(until === undefined ? {} : { until }),
      });
      return items.map(rowIdOf);
    },

    async walk(sourceId, after, newestFirst) {
      const { items, next } = await table.query({
        index: "rows",
        partition: rowsPartition(sourceId),
        limit: rowsPerPage,
        newestFirst: newestFirst !== undefined,
        ...(after === undefined ? {} : { after: indexEntry(sourceId, after) }),
      });
      const rowIds = items.map(rowIdOf);
      return next ? { rowIds, after: placeOf(next) } : { rowIds };
    },

    async commit(lease, commits, brakes) {
      const plans = commits.map((commit) => planCommit(lease, commit));
      const besides: Write[] = brakes ? [{ put: brakesItem(brakes.sourceId, brakes.brakes) }] : [];
      return carryOut(table, lease, groupsOf(plans, besides), newId);
    },
  };
}
