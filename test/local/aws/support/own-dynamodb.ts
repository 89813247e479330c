// A process that owns an embedded DynamoDB, for tests of how it ends: prints the URL, then waits. On SIGINT it asks the
// database once more before it closes it.
import { startDynamoDb } from "../../../../local/aws/dynamodb.ts";

const [port, dataFile] = process.argv.slice(2);
const database = await startDynamoDb({ port: Number(port), dataFile: String(dataFile) });
process.once("SIGINT", async () => {
  const answer = await fetch(database.url).catch(() => undefined);
  console.log(answer?.ok ? "still there" : "gone");
  await database.close();
});
console.log(database.url);
