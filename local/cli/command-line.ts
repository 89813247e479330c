import { type ParseArgsConfig, parseArgs } from "node:util";

/** The command line makes no sense; the message says what is wrong with it, without its full stop. */
export class UsageError extends Error {
  override name = "UsageError";
}

const help = { help: { type: "boolean", short: "h" } } as const;
const rule = { rule: { type: "string" } } as const;

/** What every command takes: words, and `--help`. @throws UsageError for options that there are not. */
export const readWords = (given: readonly string[]) => parse(given, help);

/** The same for those that may be about one rule. @throws UsageError. */
export const readWordsAndRule = (given: readonly string[]) => parse(given, { ...help, ...rule });

function parse<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  given: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
