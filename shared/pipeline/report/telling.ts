import type { RunColumnIds } from "../../domain/runs-database.ts";
import type { Lease, PollServices, Workspace } from "../../ports.ts";

/** What the lines of the Runs database are written with. */
export type Telling = {
  services: PollServices;
  lease: Lease;
  /** Its requests come after all others of the connection. */
  workspace: Workspace;
  sourceId: string;
  columns: RunColumnIds;
  /** Rules whose row is there, to be linked to. */
  ruleIds: ReadonlySet<string>;
  startedAt: string;
  hasTime(): boolean;
};
