import { describe, expect, it } from "vitest";
import { addressOf, exampleValues, readConfig } from "../../infra/config.ts";

const good = {
  "rowbell:stage": "prod",
  "rowbell:rules": "https://www.notion.so/acme/Rules-1f0e2d3c4b5a69788796a5b4c3d2e1f0?v=1",
  "rowbell:mailFrom": "rowbell@mail.acme.test",
  "rowbell:mailIdentity": "acme.test",
  "rowbell:sandboxRecipients": "",
  "rowbell:pollMinutes": 1,
};

function read(changes: Record<string, unknown> = {}) {
  const context: Record<string, unknown> = { ...good, ...changes };
  return readConfig((key) => context[key]);
}

describe("the configuration", () => {
  it("is read from the context", () => {
    expect(read({ "rowbell:sandboxRecipients": "ann@acme.test, bob@acme.test" })).toEqual({
      stage: "prod",
      rules: good["rowbell:rules"],
      mailFrom: "rowbell@mail.acme.test",
      mailIdentity: "acme.test",
      sandboxRecipients: ["ann@acme.test", "bob@acme.test"],
      recipientDomains: [],
      pollMinutes: 1,
    });
  });

  it("takes the domains that mail may go to, and refuses what is none", () => {
    expect(read({ "rowbell:recipientDomains": "Acme.test, partner.example" }).recipientDomains).toEqual([
      "acme.test",
      "partner.example",
    ]);
    expect(() => read({ "rowbell:recipientDomains": "*" })).toThrow("domains separated by commas");
  });

  it("takes a number from the command line, where it is text", () => {
    expect(read({ "rowbell:pollMinutes": "5" }).pollMinutes).toBe(5);
  });

  it("names every mistake at once, with what is allowed and where to mend it", () => {
    const wrong = { "rowbell:stage": "Prod 1", "rowbell:rules": undefined, "rowbell:pollMinutes": 0 };
    expect(() => read(wrong)).toThrow(
      [
        "The configuration cannot be used:",
        '  rowbell:stage is "Prod 1"; allowed: lower-case letters, digits and hyphens, such as prod',
        "  rowbell:rules is not set; allowed: the id or link of the Rules database",
        "  rowbell:pollMinutes is 0; allowed: whole minutes, 1 to 60",
        'Mend it under "context" in cdk.json, or with -c rowbell:name=value.',
      ].join("\n"),
    );
  });

  it.each([
    ["rowbell:mailFrom", "Rowbell rowbell@acme.test"],
    ["rowbell:mailFrom", "Rowbell <rowbell@notacme.test>"],
    ["rowbell:mailFrom", "Rowbell <rowbell@acme.test>, <x@acme.test>"],
    ["rowbell:mailFrom", "rowbell@acme.test\r\nBcc: x@y.test"],
    ["rowbell:mailFrom", "rowbell@notacme.test"],
    ["rowbell:mailIdentity", "not a domain"],
    ["rowbell:sandboxRecipients", "ann@acme.test, everybody"],
    ["rowbell:sandboxRecipients", "*@acme.test"],
    ["rowbell:rules", "Rules"],
    ["rowbell:pollMinutes", "often"],
    ["rowbell:pollMinutes", 1.5],
  ])("refuses %s = %j", (key, value) => {
    expect(() => read({ [key]: value })).toThrow(`${key} is ${JSON.stringify(value)}`);
  });

  it("takes a sender with a name, whose address is what counts", () => {
    const { mailFrom } = read({ "rowbell:mailFrom": "Rowbell <rowbell@acme.test>" });
    expect(addressOf(mailFrom)).toBe("rowbell@acme.test");
  });

  it("writes the sender's domain small, as the mailer does and IAM compares", () => {
    expect(read({ "rowbell:mailFrom": "Bell <Bell@Mail.ACME.test>" }).mailFrom).toBe(
      "Bell <Bell@mail.acme.test>",
    );
  });

  it("accepts one address as the identity, if it is the sender's", () => {
    const identity = { "rowbell:mailIdentity": "rowbell@acme.test" };
    expect(read({ ...identity, "rowbell:mailFrom": "rowbell@acme.test" }).mailIdentity).toBe(
      "rowbell@acme.test",
    );
    expect(() => read({ ...identity, "rowbell:mailFrom": "other@acme.test" })).toThrow("rowbell:mailFrom");
  });

  it("tells which values are still the examples", () => {
    expect(exampleValues(read())).toEqual([]);
    expect(exampleValues(read({ "rowbell:rules": "0".repeat(32) }))).toEqual(["rowbell:rules"]);
  });
});
