import { describe, expect, it } from "vitest";
import { MIME, openSes } from "../support/open-ses.ts";

const invalid = (message: string) => ({
  name: "InvalidParameterValue",
  $fault: "client",
  message: expect.stringContaining(message),
});

describe("sending a raw mail", () => {
  it.each([
    ["no sender", { Source: undefined }, "Missing parameter 'Source'"],
    ["no recipient", { Destinations: [] }, "Missing parameter 'Destinations'"],
    ["an address without domain", { Destinations: ["ada"] }, "Missing final '@domain'"],
    ["an address with a space", { Destinations: ["ada lovelace@example.com"] }, "Local address contains"],
    ["an address with a line break", { Destinations: ["ada@example.com\r\nbcc: x@y.z"] }, "Illegal address"],
    ["two addresses in one", { Destinations: ["a@example.com, b@example.com"] }, "Local address contains"],
    ["a domain with an underscore", { Source: "a@exa_mple.com" }, "Domain contains illegal character"],
    ["too many recipients", { Destinations: Array(51).fill("a@example.com") }, "Recipient count exceeds 50"],
    ["a colon in a tag", { Tags: [{ Name: "key", Value: "rule:row" }] }, "Invalid tag value <rule:row>"],
  ])("refuses %s", async (_, more, message) => {
    const { ses, send } = await openSes();
    await expect(send(MIME, more)).rejects.toMatchObject(invalid(message));
    expect(await ses.inbox.list()).toEqual([]);
  });

  it.each([
    ["no From", "To: ada@example.com\r\nSubject: x\r\n\r\nx", "Missing required header 'From'"],
    ["two subjects", MIME.replace("Subject", "Subject: a\r\nSubject"), "Duplicate header 'Subject'"],
    ["a From that is no address", MIME.replace("sender@example.com", "nobody"), "Missing final '@domain'"],
  ])("refuses a message with %s", async (_, mime, message) => {
    const { send } = await openSes();
    await expect(send(mime)).rejects.toMatchObject(invalid(message));
  });

  it("takes a message of 10 MB and refuses a larger one", async () => {
    const { ses, send } = await openSes();
    const mime = (bytes: number) => MIME.padEnd(bytes, "0123456789abcdef ".repeat(58).concat("\r\n"));
    await send(mime(10_485_760));
    await expect(send(mime(10_485_761))).rejects.toMatchObject(invalid("more than 10485760 bytes long"));
    expect(await ses.inbox.list()).toHaveLength(1);
  });

  it("takes mail only from verified identities where they are given", async () => {
    const { ses, send } = await openSes({ verified: ["example.com", "one@other.example"] });
    await send();
    await send(MIME.replace("sender@", "sender@sub."), { Source: "Name <One@other.example>" });
    const rejected = { name: "MessageRejected", $fault: "client" };
    await expect(send(MIME, { Source: "two@other.example" })).rejects.toMatchObject(rejected);
    await expect(send(MIME.replace("sender@", "sender@evil"))).rejects.toMatchObject(rejected);
    expect(await ses.inbox.list()).toHaveLength(2);
  });
});
