import { runUntilStopped } from "../run-until-stopped.ts";
import { readStackSettings } from "./settings.ts";
import { startStack } from "./start-stack.ts";
import { synthesize } from "./synthesize.ts";
import { notRun } from "./template/not-run.ts";
import { readAssembly } from "./template/read-assembly.ts";

await runUntilStopped(async () => {
  const settings = readStackSettings(process.env);
  console.log(`\n  Synthesizing the stack into ${settings.assembly}, if it is not there …`);
  const isNew = await synthesize(settings.assembly);
  const assembly = readAssembly(settings.assembly);
  const { url, functions, close } = await startStack(settings, assembly);
  const names = functions.map(({ definition }) => definition.logicalId).join(", ");
  const left = notRun(assembly.template).join(", ") || "nothing";
  return {
    said: `\n  ${assembly.stackName} runs here${isNew ? ", synthesized just now" : ""}: ${names}.\n\n  Open  ${url}\n  State ${settings.dataFolder}\n  Stop  Ctrl-C\n\n  Not run here: ${left}.\n`,
    close,
  };
});
