import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundle } from "../../infra/bundling.ts";
import { newFolder } from "../support/local-rowbell.ts";
import { type Line, median, ms, times } from "./table.ts";

const root = join(import.meta.dirname, "../..");
const runs = 15;
/** What the stack sets; nothing of it is called. */
const env = {
  ROWBELL_TABLE: "t",
  ROWBELL_RULES: "r",
  ROWBELL_NOTION_SECRET: "s",
  ROWBELL_DELIVERY_QUEUE_URL: "https://sqs.invalid/q",
  ROWBELL_MAIL_FROM: "a@example.com",
  AWS_REGION: "eu-central-1",
};

const clients = {
  poll: [
    "DynamoDBClient:client-dynamodb",
    "SQSClient:client-sqs",
    "SecretsManagerClient:client-secrets-manager",
  ],
  deliver: ["DynamoDBClient:client-dynamodb", "SESClient:client-ses"],
};

/** Size and start of each bundled handler, beside a bundle that only makes the same AWS clients. */
export async function benchHandlers(): Promise<Line[]> {
  const folder = newFolder();
  const lines: Line[] = [];
  for (const name of ["poll", "deliver"] as const) {
    const own = join(folder, `${name}.cjs`);
    const floor = join(folder, `${name}-clients.cjs`);
    await bundle(join(root, "functions", name, "index.ts"), own);
    await bundle(clientsOnly(name), floor);
    const [ownMs, floorMs] = await inits(own, floor);
    const kilobytes = gzipSync(readFileSync(own), { level: 9 }).length / 1000;
    lines.push(
      {
        what: `init of ${name}`,
        value: ms(ownMs),
        floor: `${ms(floorMs)} its clients`,
        ratio: times(ownMs / floorMs),
        aim: "≤ 1.3 ×",
      },
      { what: `bundle of ${name}, gzipped`, value: `${kilobytes.toFixed(0)} KB`, aim: "< 130 KB" },
    );
  }
  return lines;
}

function clientsOnly(name: keyof typeof clients): string {
  const parts = clients[name].map((part) => part.split(":") as [string, string]);
  const imports = parts.map(([client, from]) => `import { ${client} } from "@aws-sdk/${from}";`);
  // Inside the project, so that its packages are found.
  const file = join(root, "node_modules", `.rowbell-bench-${name}.ts`);
  writeFileSync(
    file,
    `${imports.join("\n")}\nexport const made = [${parts.map(([client]) => `new ${client}({})`).join(", ")}];\n`,
  );
  return file;
}

/** Medians over fresh processes, taken in turn so that the machine's moods meet both. */
async function inits(...files: [string, string]): Promise<[number, number]> {
  const script =
    "const start = performance.now(); require(process.argv[1]); console.log(performance.now() - start)";
  const taken: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    for (const index of [0, 1] as const) {
      const printed = execFileSync(process.execPath, ["-e", script, files[index]], { env, encoding: "utf8" });
      taken[index].push(Number(printed));
    }
  }
  return [median(taken[0]), median(taken[1])];
}
