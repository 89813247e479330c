import { startRowbell } from "./rowbell.ts";
import { runUntilStopped } from "./run-until-stopped.ts";
import { readSettings } from "./settings.ts";

await runUntilStopped(async () => {
  const settings = readSettings(process.env);
  const { url, close } = await startRowbell(settings);
  const watched = settings.notion ? "your Notion workspace" : "a demo workspace";
  return {
    said: `\n  Rowbell watches ${watched}.\n\n  Open  ${url}\n  State ${settings.dataFolder}\n  Stop  Ctrl-C\n`,
    close,
  };
});
