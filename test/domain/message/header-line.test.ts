import { describe, expect, test } from "vitest";
import { headerLine } from "../../../shared/domain/message/header-line.ts";

describe("a line of a header", () => {
  test.each([
    ["Hello\r\nBcc: eve@evil.example", "Hello Bcc: eve@evil.example"],
    ["\u202etxt.exe\u2066", "txt.exe"],
    ["=?utf-8?Q?=E2=80=AEtxt.exe?= is here", "= ?utf-8?Q?=E2=80=AEtxt.exe?= is here"],
    ["=?utf-8?B?DQpCY2M6?=", "= ?utf-8?B?DQpCY2M6?="],
    ["2 + 2 =? Really?", "2 + 2 =? Really?"],
  ])("is one, and reads as what it is: %j", (text, line) => {
    expect(headerLine(text)).toBe(line);
  });

  test("is cut where mail programs would", () => {
    expect(headerLine("=? ".repeat(100_000)).length).toBeLessThanOrEqual(250);
  });
});
