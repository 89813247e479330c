import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSecrets } from "../../local/aws/secrets.ts";
import { manualClock } from "../../local/clock.ts";
import { secretReader } from "../../shared/adapters/secrets-manager.ts";
import { PermanentError } from "../../shared/domain/errors.ts";
import { tokenPlaceholder } from "../../shared/env.ts";

async function open(secrets: Record<string, string>) {
  const clock = manualClock(new Date("2026-03-01T12:00:00Z"));
  const server = await startSecrets({ port: 0, clock, secrets });
  onTestFinished(() => server.close());
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SecretsManagerClient({ endpoint: server.url, region: "us-east-1", credentials });
  onTestFinished(() => client.destroy());
  return {
    read: secretReader(client, "notion", () => clock.now()),
    wait: (minutes: number) => clock.set(new Date(clock.now().getTime() + minutes * 60_000)),
  };
}

describe("the Notion token", () => {
  it("is read without the line break that a shell puts behind it", async () => {
    const { read } = await open({ notion: "ntn_1\n" });
    expect(await read()).toBe("ntn_1");
  });

  it("is read anew when it may have been replaced", async () => {
    const secrets = { notion: "ntn_1" };
    const { read, wait } = await open(secrets);
    await read();
    secrets.notion = "ntn_2";
    wait(4);
    expect(await read()).toBe("ntn_1");
    wait(2);
    expect(await read()).toBe("ntn_2");
  });

  it.each([" ", tokenPlaceholder])("is asked for when the secret holds none: %j", async (notion) => {
    const { read } = await open({ notion });
    await expect(read()).rejects.toThrow(PermanentError);
    await expect(read()).rejects.toThrow("the secret notion holds no token yet; store the token of");
  });
});
