import { callNotion } from "../../shared/adapters/notion/call.ts";
import { requestBudget } from "../../shared/adapters/notion/request-budget.ts";
import { NotFoundError, PermanentError } from "../../shared/domain/errors.ts";
import type { Budgets, Connection, Purpose, Workspace } from "../../shared/ports.ts";
import type { NotionApi } from "./notion-api.ts";
import type { Process } from "./process.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** A connection as production opens it, its retry and budget included; only what it calls is simulated. */
export function simulatedConnection(
  api: NotionApi,
  {
    process,
    time,
    budgets,
    hasTime,
    rulesReference,
  }: {
    process: Process;
    time: VirtualTime;
    budgets: Budgets;
    hasTime: () => boolean;
    rulesReference: string;
  },
): Connection {
  const budget = requestBudget(budgets, "default", process.clock);
  const within = (purpose: Purpose) => {
    const policy = { pause: time.sleep, budget: budget.within(purpose), mayRepeat: hasTime };
    const once = { ...policy, mayRepeat: () => false };
    return simulatedWorkspace(
      api,
      (what, request) => callNotion(policy, what, request),
      (what, request) => callNotion(once, what, request),
    );
  };
  return { id: "default", rulesReference, workspace: within("incremental"), within };
}

type Call = <T>(what: string, request: () => Promise<T>) => Promise<T>;

function simulatedWorkspace(api: NotionApi, call: Call, callOnce: Call): Workspace {
  return {
    rows: (sourceId, window, cursor) => call("a database", () => api.query(sourceId, window, cursor)),
    async row(rowId) {
      try {
        return await call("a row", () => api.row(rowId));
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }
    },
    value: (rowId, propertyId) => call("a cell", () => api.value(rowId, propertyId)),
    async source(reference) {
      const { schema, trouble } = await call("the database", () => api.source(reference));
      if (trouble) throw new PermanentError(trouble);
      return schema;
    },
    body: (rowId) => call("a rule's page", () => api.body(rowId)),
    blockFile: async () => undefined,
    cellFiles: async () => [],
    writeCells: (rowId, cells) => call("a rule's row", () => api.writeCells(rowId, cells)),
    find: (sourceId, wanted) => call("a database", () => api.find(sourceId, wanted)),
    addRow: (sourceId, cells, body) => callOnce("a new row", () => api.addRow(sourceId, cells, body)),
    addToBody: (rowId, body) => callOnce("a page", () => api.addToBody(rowId, body)),
    trash: (rowId) => call("a row", () => api.trash(rowId)),
    author: (rowId) => call("a user", () => api.author(rowId)),
    self: () => call("its own user", () => api.self()),
    now: () => api.date,
    requests: () => api.requests,
  };
}
