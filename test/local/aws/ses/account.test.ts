import { join } from "node:path";
import {
  CreateConfigurationSetCommand,
  DeleteConfigurationSetCommand,
  DeleteIdentityCommand,
  DescribeConfigurationSetCommand,
  GetAccountSendingEnabledCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  ListConfigurationSetsCommand,
  ListIdentitiesCommand,
  UpdateAccountSendingEnabledCommand,
  UpdateConfigurationSetSendingEnabledCommand,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from "@aws-sdk/client-ses";
import { describe, expect, it } from "vitest";
import { MIME, openSes } from "../support/open-ses.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const to = (...Destinations: string[]) => [MIME, { Destinations }] as const;
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@example.com`);

describe("the quotas of the SES emulator", () => {
  it("are what an account commonly has, and count recipients", async () => {
    const { client, clock, send } = await openSes();
    await send(...to("a@example.com", "b@example.com"));
    const quota = { Max24HourSend: 50_000, MaxSendRate: 14 };
    expect(await client.send(new GetSendQuotaCommand())).toMatchObject({ ...quota, SentLast24Hours: 2 });
    clock.set(new Date("2026-03-02T12:00:00Z"));
    expect(await client.send(new GetSendQuotaCommand())).toMatchObject({ ...quota, SentLast24Hours: 0 });
  });

  it("refuse the recipient too many of a day, and of a second", async () => {
    const { ses, client, clock, send } = await openSes();
    ses.knobs.set({ dailyQuota: 5, sendRate: 3 });
    expect(await client.send(new GetSendQuotaCommand())).toMatchObject({ Max24HourSend: 5, MaxSendRate: 3 });
    await send(...to(...numbered(2)));
    await expect(send(...to(...numbered(2)))).rejects.toMatchObject({
      name: "Throttling",
      message: "Maximum sending rate exceeded.",
      $metadata: { httpStatusCode: 400 },
    });
    clock.set(new Date("2026-03-01T12:00:01Z"));
    await send(...to(...numbered(2)));
    clock.set(new Date("2026-03-01T12:00:02Z"));
    await expect(send(...to(...numbered(2)))).rejects.toMatchObject({
      name: "Throttling",
      message: "Daily message quota exceeded.",
    });
    await send();
    expect(await ses.inbox.list()).toHaveLength(3);
    clock.set(new Date("2026-03-02T12:00:00Z"));
    await send(...to(...numbered(2)));
  });

  it("count the mailbox simulator for the rate only", async () => {
    const { ses, client, send } = await openSes();
    ses.knobs.set({ dailyQuota: 1, sendRate: 3 });
    await send(...to("success@simulator.amazonses.com", "bounce+1@simulator.amazonses.com"));
    expect((await client.send(new GetSendQuotaCommand())).SentLast24Hours).toBe(0);
    await send();
    await expect(send(...to("success@simulator.amazonses.com"))).rejects.toThrow("Maximum sending rate");
  });
});

describe("the sandbox of the SES emulator", () => {
  it("takes mail for verified recipients and the mailbox simulator only", async () => {
    const { ses, client, clock, send } = await openSes();
    ses.knobs.set({ sandbox: true });
    expect(await client.send(new GetSendQuotaCommand())).toMatchObject({
      Max24HourSend: 200,
      MaxSendRate: 1,
    });
    await expect(send(...to("ada@example.com", "bob@example.org"))).rejects.toMatchObject({
      name: "MessageRejected",
      message:
        "Email address is not verified. The following identities failed the check in region US-EAST-1: ada@example.com, bob@example.org",
    });
    await client.send(new VerifyEmailIdentityCommand({ EmailAddress: "Ada@example.com" }));
    await client.send(new VerifyDomainIdentityCommand({ Domain: "example.org" }));
    await send(...to("ada@example.com", "bob@example.org", "success@simulator.amazonses.com"));
    clock.set(new Date("2026-03-01T12:00:01Z"));
    await expect(send(...to("eve@example.com"))).rejects.toThrow("US-EAST-1: eve@example.com");
  });
});

describe("the identities of the SES emulator", () => {
  it("are listed, asked after and taken away", async () => {
    const { client, send } = await openSes({ verified: ["example.com", "one@other.example"] });
    await send(MIME, { Source: "one@other.example" });
    const { Identities } = await client.send(new ListIdentitiesCommand({ IdentityType: "EmailAddress" }));
    expect(Identities).toEqual(["one@other.example"]);
    const asked = { Identities: ["example.com", "unknown.example"] };
    const { VerificationAttributes } = await client.send(new GetIdentityVerificationAttributesCommand(asked));
    expect(VerificationAttributes).toEqual({ "example.com": { VerificationStatus: "Success" } });
    await client.send(new DeleteIdentityCommand({ Identity: "one@other.example" }));
    await expect(send(MIME, { Source: "one@other.example" })).rejects.toMatchObject({
      name: "MessageRejected",
      message:
        "Email address is not verified. The following identities failed the check in region US-EAST-1: one@other.example",
    });
  });

  it("are any where none were named", async () => {
    const { client } = await openSes();
    const asked = new GetIdentityVerificationAttributesCommand({ Identities: ["any.example"] });
    expect((await client.send(asked)).VerificationAttributes).toEqual({
      "any.example": { VerificationStatus: "Success" },
    });
  });
});

describe("the configuration sets of the SES emulator", () => {
  it("must be there for mail to go through them", async () => {
    const { ses, client, send } = await openSes({ configurationSets: ["rowbell"] });
    await send(MIME, { ConfigurationSetName: "rowbell" });
    const missing = {
      name: "ConfigurationSetDoesNotExistException",
      message: "Configuration set <other> does not exist.",
      ConfigurationSetName: "other",
    };
    await expect(send(MIME, { ConfigurationSetName: "other" })).rejects.toMatchObject(missing);
    await expect(send(`X-SES-CONFIGURATION-SET: other\r\n${MIME}`)).rejects.toMatchObject(missing);
    await client.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: "other" } }));
    await send(MIME, { ConfigurationSetName: "other" });
    const again = client.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: "other" } }));
    await expect(again).rejects.toMatchObject({ name: "ConfigurationSetAlreadyExistsException" });
    await client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: "rowbell" }));
    expect((await client.send(new ListConfigurationSetsCommand())).ConfigurationSets).toEqual([
      { Name: "other" },
    ]);
    expect(await ses.inbox.list()).toHaveLength(2);
  });

  it("take no mail while their sending is paused", async () => {
    const { client, send } = await openSes({ configurationSets: ["rowbell"] });
    const set = { ConfigurationSetName: "rowbell" };
    await client.send(new UpdateConfigurationSetSendingEnabledCommand({ ...set, Enabled: false }));
    await expect(send(MIME, set)).rejects.toMatchObject({
      name: "ConfigurationSetSendingPausedException",
      ConfigurationSetName: "rowbell",
    });
    await send();
    const asked = { ...set, ConfigurationSetAttributeNames: ["reputationOptions" as const] };
    const described = await client.send(new DescribeConfigurationSetCommand(asked));
    expect(described.ReputationOptions?.SendingEnabled).toBe(false);
    await client.send(new UpdateConfigurationSetSendingEnabledCommand({ ...set, Enabled: true }));
    await send(MIME, set);
  });
});

describe("the account of the SES emulator", () => {
  it("sends nothing while it is paused, also after a restart", async () => {
    const dataFile = join(temporaryFolder(), "ses.db");
    const first = await openSes({ dataFile });
    await first.client.send(new UpdateAccountSendingEnabledCommand({ Enabled: false }));
    await first.ses.close();
    const { client, send } = await openSes({ dataFile });
    expect((await client.send(new GetAccountSendingEnabledCommand())).Enabled).toBe(false);
    await expect(send()).rejects.toMatchObject({
      name: "AccountSendingPausedException",
      message: expect.stringContaining("Sending paused for this account."),
    });
    await client.send(new UpdateAccountSendingEnabledCommand({ Enabled: true }));
    await send();
  });

  it("is refused as AWS does it while it is under review", async () => {
    const { ses, send } = await openSes();
    ses.knobs.set({ underReview: true });
    await expect(send()).rejects.toMatchObject({
      name: "MessageRejected",
      message: expect.stringContaining("Sending paused for this account."),
    });
  });
});
