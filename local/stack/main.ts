import { explainStart } from "../explain-start.ts";
import { readStackSettings } from "./settings.ts";
import { startStack } from "./start-stack.ts";
import { synthesize } from "./synthesize.ts";
import { notRun } from "./template/not-run.ts";
import { readAssembly } from "./template/read-assembly.ts";

try {
  const settings = readStackSettings(process.env);
  console.log(`\n  Synthesizing the stack into ${settings.assembly}, if it is not there …`);
  const isNew = await synthesize(settings.assembly);
  const assembly = readAssembly(settings.assembly);
  const { url, functions, close } = await startStack(settings, assembly);
  const names = functions.map(({ definition }) => definition.logicalId).join(", ");
  console.log(
    `\n  ${assembly.stackName} runs here${isNew ? ", synthesized just now" : ""}: ${names}.\n\n  Open  ${url}\n  State ${settings.dataFolder}\n  Stop  Ctrl-C\n\n  Not run here: ${notRun(assembly.template).join(", ") || "nothing"}.\n`,
  );
  let closing = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, async () => {
      if (closing) process.exit(1);
      closing = true;
      await close();
      process.exit(0);
    });
  }
} catch (error) {
  console.error(explainStart(error, process.env));
  process.exit(1);
}
