import { cpus } from "node:os";
import { benchEngine } from "./engine.ts";
import { benchHandlers } from "./handlers.ts";
import { benchLocal } from "./local.ts";
import { printTable } from "./table.ts";

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`);
const local = await benchLocal();
printTable([...local.lines, ...benchEngine(local.answer, local.source), ...(await benchHandlers())]);
