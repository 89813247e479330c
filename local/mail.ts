import { ENV } from "../shared/env.ts";
import { createMailDeskServices } from "../shared/services/mail-desk-services.ts";
import { Refusal } from "./cli/ask-running.ts";
import { UsageError } from "./cli/command-line.ts";
import { carryOut } from "./mail/carry-out.ts";
import { mailDeskOnAws, mailDeskOverHttp } from "./mail/desk.ts";

const { env } = process;

try {
  // A deployment's, where somebody named one; else the one on this machine.
  const desk = () =>
    env[ENV.table] || env[ENV.configurationSet]
      ? mailDeskOnAws(createMailDeskServices(env))
      : mailDeskOverHttp(`http://127.0.0.1:${env.ROWBELL_PORT?.trim() || "4400"}`);
  console.log(await carryOut(desk, process.argv.slice(2)));
} catch (error) {
  const { name, message } = error as Error;
  if (error instanceof UsageError) console.error(`${message}.\nnpm run mail -- --help says more.`);
  else if (error instanceof Refusal || message.startsWith("missing environment"))
    console.error(`${message}.`);
  else
    console.error(`AWS could not be asked (${name}: ${message}). Check this shell's credentials and region.`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
