import { explainStart } from "./explain-start.ts";

/**
 * Starts something, says that it runs, and closes it when the process is told to end; told a second time, it ends at once.
 * What keeps it from starting is one plain message.
 * @param start answers what to say, and how to close.
 */
export async function runUntilStopped(
  start: () => Promise<{ said: string; close: () => Promise<void> }>,
): Promise<void> {
  try {
    const { said, close } = await start();
    console.log(said);
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
}
