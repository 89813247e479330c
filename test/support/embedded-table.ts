import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createTable } from "../../local/aws/create-table.ts";
import { startDynamoDb } from "../../local/aws/dynamodb.ts";
import { dynamoTable } from "../../shared/adapters/dynamo/dynamo-table.ts";
import type { Table } from "../../shared/stores/table.ts";
import { TABLE } from "../../shared/table.ts";

export type EmbeddedTable = Table & {
  client: DynamoDBClient;
  name: string;
  url: string;
  close(): Promise<void>;
};

/** The one table, empty, on an embedded DynamoDB of its own. */
export async function openTable(): Promise<EmbeddedTable> {
  const folder = await mkdtemp(join(tmpdir(), "rowbell-"));
  const database = await startDynamoDb({ port: 0, dataFile: join(folder, "table.db") });
  const client = clientOf(database.url);
  await createTable(client, "rowbell", TABLE);
  return {
    ...dynamoTable({ client, name: "rowbell", pause }),
    client,
    name: "rowbell",
    url: database.url,
    async close() {
      client.destroy();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function clientOf(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
}

/** `loseNext` loses one answer more, `lost` counts. */
export type LossyTable = EmbeddedTable & { loseNext(): void; lost(): number };

/** The same table through a connection that loses an answer when told to, after the request was carried out. */
export async function openLossyTable(table: EmbeddedTable): Promise<LossyTable> {
  let toLose = 0;
  let lost = 0;
  const target = new URL(table.url);
  const proxy: Server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { host: _, ...headers } = request.headers;
    const answer = await fetch(target, { method: "POST", headers: headers as Record<string, string>, body });
    const content = Buffer.from(await answer.arrayBuffer());
    if (toLose > 0) {
      toLose--;
      lost++;
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(content);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const client = clientOf(url);
  return {
    ...dynamoTable({ client, name: table.name, pause }),
    client,
    name: table.name,
    url,
    loseNext: () => {
      toLose++;
    },
    lost: () => lost,
    async close() {
      client.destroy();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
