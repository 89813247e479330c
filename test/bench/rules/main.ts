import { cpus } from "node:os";
import { printTable } from "../table.ts";
import { benchManyRules } from "./many-rules.ts";
import { benchSize } from "./size.ts";
import { benchSpeed } from "./speed.ts";

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`);
printTable([...benchSpeed(), ...benchManyRules(), ...(await benchSize())]);
