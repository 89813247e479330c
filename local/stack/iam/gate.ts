import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { denialOf } from "./denial.ts";
import { evaluate } from "./evaluate.ts";
import { needsOf, type Service } from "./needs-of.ts";
import type { KnownResources } from "./resources.ts";
import type { Need, Statement } from "./statement.ts";

/** Who calls, known by the access key. `statements` absent: the operator, who may do all. */
export type Caller = { name: string; role: string; statements?: readonly Statement[] };

/** A call that was refused: who, what, on what. */
export type Refusal = { caller: string; role: string; need: Need; verdict: string };

export type GateOptions = {
  service: Service;
  /** Where the part behind listens; asked anew for each call. */
  behind: () => string;
  callerOf: (accessKeyId: string) => Caller | undefined;
  known: () => KnownResources;
  /** The access key with which allowed calls go on. */
  accessKeyId: string;
  onRefused(refusal: Refusal): void;
  /** Hears what a caller needed and was allowed. */
  onAllowed(caller: Caller, need: Need): void;
};

export type Gate = { url: string; close(): Promise<void> };

/**
 * Stands before an embedded part and lets through what the caller's policies allow, as AWS does before the call is looked at.
 * Signatures are not checked: the keys are this process's own, and new with each start.
 */
export async function startGate(options: GateOptions): Promise<Gate> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((asked, answer) => {
    pass(options, agent, asked, answer).catch((error: unknown) => {
      if (!answer.headersSent) answer.writeHead(502);
      answer.end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      agent.destroy();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function pass(options: GateOptions, agent: Agent, asked: IncomingMessage, answer: ServerResponse) {
  const { service, behind, callerOf, known, accessKeyId, onRefused, onAllowed } = options;
  const authorization = asked.headers.authorization ?? "";
  const caller = callerOf(/Credential=([^/]+)\//.exec(authorization)?.[1] ?? "");
  const body = await bodyOf(asked);
  if (!caller) return refuse(answer, service, "The security token included in the request is invalid.");
  const target = String(asked.headers["x-amz-target"] ?? "");
  const { statements } = caller;
  if (statements) {
    const call = { service, target, body: body.toString("utf8") };
    for (const need of needsOf(call, known())) {
      const verdict = evaluate(statements, need);
      if (verdict === "allowed") {
        onAllowed(caller, need);
        continue;
      }
      onRefused({ caller: caller.name, role: caller.role, need, verdict });
      return refuse(answer, service, sentence(caller, need, verdict));
    }
  }
  const headers = {
    ...asked.headers,
    authorization: authorization.replace(/Credential=[^/]+\//, `Credential=${accessKeyId}/`),
    host: new URL(behind()).host,
    "content-length": String(body.length),
  };
  const { method, url: path } = asked;
  await new Promise<void>((resolve, reject) => {
    const onwards = request(behind(), { agent, method, path, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer).on("close", resolve);
      // A part that cuts the connection cuts it for the caller too.
      reply.on("error", () => answer.destroy());
    });
    onwards.on("error", (error) => {
      asked.socket.destroy();
      reject(error);
    });
    // Who hangs up while a queue is waited for must not be handed messages.
    answer.on("close", () => {
      if (!answer.writableFinished) onwards.destroy();
    });
    onwards.end(body);
  });
}

function refuse(answer: ServerResponse, service: Service, message: string): void {
  const { status, headers, body } = denialOf(service, message);
  answer.writeHead(status, headers).end(body);
}

function sentence({ name, role }: Caller, { action, resource }: Need, verdict: string): string {
  const because =
    verdict === "denied explicitly"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`;
  return `User: arn:aws:sts::000000000000:assumed-role/${role}/${name} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}

async function bodyOf(asked: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
