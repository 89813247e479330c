import { explainStart } from "./explain-start.ts";
import { startRowbell } from "./rowbell.ts";
import { readSettings } from "./settings.ts";

try {
  const settings = readSettings(process.env);
  const { url, close } = await startRowbell(settings);
  const watched = settings.notion ? "your Notion workspace" : "a demo workspace";
  console.log(
    `\n  Rowbell watches ${watched}.\n\n  Open  ${url}\n  State ${settings.dataFolder}\n  Stop  Ctrl-C\n`,
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
