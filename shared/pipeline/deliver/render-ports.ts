import type { RenderPorts } from "../../define.ts";
import type { Delivery } from "../../domain/delivery.ts";
import { NotFoundError, PermanentError, TransientError } from "../../domain/errors.ts";
import type { FileSource } from "../../domain/message/mail-file.ts";
import type { DeliverServices, SignedFile, Workspace } from "../../ports.ts";
import { keptFiles } from "./kept-files.ts";

/** How long one delivery may go on fetching: what follows needs the rest of the function's time. */
const longestMs = 15_000;

/** What an action may look at while it renders this delivery. Notion is asked only for what it wants. */
export function renderPorts(services: DeliverServices, delivery: Delivery): RenderPorts {
  const { connectionId, rowId } = delivery;
  const until = services.clock.now().getTime() + longestMs;
  const hasTime = () => services.clock.now().getTime() < until;
  let opened: Promise<Workspace> | undefined;
  const workspace = () => {
    opened ??= services.connect(connectionId, hasTime).then(({ within }) => within("mail"));
    return opened;
  };
  const read = async (source: FileSource, most: number) => {
    if (!hasTime()) throw new TransientError("Notion's files took too long to fetch");
    const signed = await signedFile(await workspace(), rowId, source);
    if (!signed) throw new PermanentError("it is not in Notion any more");
    return services.fileStore.read(signed.url, most);
  };
  return {
    async page() {
      try {
        return await (await workspace()).body(rowId);
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }
    },
    theme: async () => (await services.rules.binding(connectionId))?.theme,
    fetchFile: (source, most) => keptFiles(services).take(source, most, () => read(source, most)),
  };
}

async function signedFile(
  workspace: Workspace,
  rowId: string,
  source: FileSource,
): Promise<SignedFile | undefined> {
  if ("block" in source) return workspace.blockFile(source.block);
  const files = await workspace.cellFiles(rowId, source.property);
  return files.find(({ path }) => path === source.path);
}
