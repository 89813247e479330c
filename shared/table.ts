// Imports nothing: infra/ creates the table from it, local/ creates the same one, adapters and stores read and write it.

/** Key and index names of the one table. Access patterns: docs/architecture.md. */
export const TABLE = {
  partitionKey: "pk",
  sortKey: "sk",
  ttl: "ttl",
  /** Sparse: holds only deliveries that still wait for something, or for somebody. */
  dueIndex: { name: "due", partitionKey: "duePk", sortKey: "dueAt" },
  /** Deliveries of a connection by the time they were committed, keys only. */
  historyIndex: { name: "history", partitionKey: "historyPk", sortKey: "historyAt" },
  /** Sparse: deliveries whose line in the Runs database does not show yet what became of them. */
  runsIndex: { name: "runs", partitionKey: "runsPk", sortKey: "runsAt" },
  /** Sparse: the rows that a source has, by creation time. */
  rowsIndex: { name: "rows", partitionKey: "rowsPk", sortKey: "rowsAt" },
} as const;
