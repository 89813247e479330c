import type { PollServices, Workspace } from "../../shared/ports.ts";
import type { World } from "./world.ts";

/** Options of a rule that may fire for any number of rows. */
export const manyRows = { options: "hold above: never\nlimit: none" };

/** A source of some rows, watched by a rule for every change, past its baseline. */
export async function watchedSource(world: World, rows: number, rule: object = {}, columns: object = {}) {
  const source = await world.makeSource("Tasks", columns);
  const ids: string[] = [];
  for (let index = 0; index < rows; index++) ids.push(await world.addRow(source.source, `Task ${index}`));
  const ruleId = await world.addRule({ watch: source.database, ...rule });
  world.wait(60);
  await world.poll();
  world.wait(60);
  return { ...source, ids, ruleId };
}

/** The services with the workspace changed by a test, whatever it is used for. */
export function servicesWith(
  world: World,
  change: (workspace: Workspace) => Partial<Workspace>,
): PollServices {
  return {
    ...world.services,
    connect: async (id, hasTime) => {
      const connection = await world.services.connect(id, hasTime);
      const changed = (workspace: Workspace) => ({ ...workspace, ...change(workspace) });
      return {
        ...connection,
        workspace: changed(connection.workspace),
        within: (purpose) => changed(connection.within(purpose)),
      };
    },
  };
}
