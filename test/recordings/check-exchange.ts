import { type Json, list, record } from "../../shared/adapters/notion/json.ts";
import { checkBlockList, checkBlocks } from "./check-blocks.ts";
import { checkError } from "./check-error.ts";
import { checkPage, checkPropertyItem, checkQuery, isWholePage } from "./check-page.ts";
import { checkDatabase, checkDataSource } from "./check-source.ts";
import type { Exchange } from "./read-recordings.ts";
import type { Recorder } from "./recorder.ts";

/** What was lost of an answer, or why it is none that Rowbell reads. */
export type Finding = { lost: string[] } | { skipped: string };

/** @throws whatever the product throws at it: a failure too. */
export async function checkExchange(exchange: Exchange, recorder: Recorder): Promise<Finding> {
  const body = record(exchange.body);
  if (exchange.status >= 400 || body.object === "error")
    return { lost: await checkError(exchange, recorder) };
  if (body.object === "list") return checkList(exchange, body, recorder);
  return checkObject(body, recorder);
}

async function checkList({ path }: Exchange, answer: Json, recorder: Recorder): Promise<Finding> {
  if (/\/(data_sources|databases)\/[^/]+\/query$/.test(path))
    return { lost: await checkQuery(answer, recorder) };
  if (answer.type === "property_item") return { lost: checkPropertyItem(answer, recorder) };
  const results = list(answer.results).map(record);
  if (answer.type === "block" || results[0]?.object === "block") {
    return { lost: await checkBlockList(answer, recorder) };
  }
  // Search and its like.
  const findings: Finding[] = [];
  for (const result of results) findings.push(await checkObject(result, recorder));
  const checked = findings.filter((finding) => "lost" in finding);
  if (checked.length > 0) return { lost: checked.flatMap(({ lost }) => lost) };
  const kind = answer.type ?? results[0]?.object ?? "nothing";
  return findings.find((finding) => "skipped" in finding) ?? { skipped: `${kind}: an empty list` };
}

async function checkObject(body: Json, recorder: Recorder): Promise<Finding> {
  switch (body.object) {
    case "page":
      return isWholePage(body)
        ? { lost: await checkPage(body, recorder) }
        : { skipped: "page: without its properties" };
    case "block":
      recorder.tally.add("objects", "block");
      return { lost: await checkBlocks([body], recorder) };
    case "data_source":
      return { lost: await checkDataSource(body, recorder) };
    case "database":
      return { lost: await checkDatabase(body, recorder) };
    case "property_item":
      return { lost: checkPropertyItem(body, recorder) };
    default:
      return {
        skipped:
          typeof body.object === "string"
            ? `${body.object}: Rowbell does not read it`
            : "(no kind): not an object of Notion's",
      };
  }
}
