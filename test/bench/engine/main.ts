import { cpus } from "node:os";
import { printTable } from "../table.ts";
import { benchCapture } from "./capture-speed.ts";
import { benchManyRows } from "./many-rows.ts";
import { benchPaste } from "./paste.ts";
import { benchWriteUnits } from "./write-units.ts";

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}; rows and changes by processor time\n`,
);
printTable([
  ...(await benchCapture()),
  ...(await benchPaste()),
  ...(await benchWriteUnits()),
  ...(await benchManyRows()),
]);
