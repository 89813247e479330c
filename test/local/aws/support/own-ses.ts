// A process that owns an inbox, for a test of how it ends: prints the URL, then waits.
import { startSesEmulator } from "../../../../local/aws/ses/emulator.ts";
import { systemClock } from "../../../../local/clock.ts";

const [dataFile] = process.argv.slice(2);
const ses = await startSesEmulator({ port: 0, dataFile: String(dataFile), clock: systemClock() });
console.log(ses.url);
