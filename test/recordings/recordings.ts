import { statSync } from "node:fs";
import { runRecordings } from "./run-recordings.ts";

// npm run test:recordings -- <folder>

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.log("test:recordings is skipped: no folder of recorded Notion exchanges was given");
} else if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  console.error(`there is no folder ${folder}; name one with recorded Notion exchanges in .json files`);
  process.exitCode = 1;
} else {
  const { tally, passed, failures } = await runRecordings(folder);
  console.log(tally.lines().join("\n"));
  for (const failure of failures) console.log(`failed: ${failure}`);
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
