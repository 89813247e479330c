import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSecrets } from "../../../local/aws/secrets.ts";
import { manualClock } from "../../../local/clock.ts";

async function open(secrets: Record<string, string>, accessKeyId?: string) {
  const clock = manualClock(new Date("2026-03-01T12:00:00Z"));
  const server = await startSecrets({ port: 0, clock, secrets, accessKeyId });
  onTestFinished(() => server.close());
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SecretsManagerClient({ endpoint: server.url, region: "us-east-1", credentials });
  onTestFinished(() => client.destroy());
  return (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));
}

describe("the secrets emulator", () => {
  it("answers a secret by its name and by the ARN it answers with", async () => {
    const get = await open({ "rowbell/notion": "ntn_local" });
    const byName = await get("rowbell/notion");
    expect(byName).toMatchObject({
      Name: "rowbell/notion",
      SecretString: "ntn_local",
      CreatedDate: new Date("2026-03-01T12:00:00Z"),
    });
    expect((await get(byName.ARN ?? "")).SecretString).toBe("ntn_local");
  });

  it.each(["missing", "constructor"])("does not know the secret '%s'", async (name) => {
    const get = await open({ other: "x" });
    await expect(get(name)).rejects.toMatchObject({ name: "ResourceNotFoundException", $fault: "client" });
  });

  it("answers only who names its access key, where it has one", async () => {
    const stranger = await open({ token: "ntn_secret" }, "known-to-nobody");
    await expect(stranger("token")).rejects.toMatchObject({ name: "AccessDeniedException" });
    const own = await open({ token: "ntn_secret" }, "local");
    expect((await own("token")).SecretString).toBe("ntn_secret");
  });
});
