import { describe, expect, test } from "vitest";
import sendEmail, { runner } from "../../shared/actions/send-email.ts";
import type { Action } from "../../shared/define.ts";
import { PermanentError, TransientError } from "../../shared/domain/errors.ts";
import type { Value } from "../../shared/domain/row.ts";
import type { Mail } from "../../shared/ports.ts";
import { aRow, aRuleRow, aSource, columnId, now, words } from "../support/builders.ts";
import { noPorts } from "../support/render-mail.ts";

const rule = aRuleRow({
  to: "{{ Email }}",
  subject: "{{ Name }} was {{ before.Name }}",
  body: [{ type: "paragraph", text: [{ text: "For {{ Customer }}" }], children: [] }],
});

function inputOf(action: Action): unknown {
  const read = action.read(rule, aSource(), {});
  if (read.problems) throw new Error(JSON.stringify(read.problems));
  return JSON.parse(JSON.stringify(read.value));
}

async function render(email: string | null) {
  const cells: Record<string, Value> = { Name: words("Lamp"), Email: { type: "email", value: email } };
  return runner.render(
    inputOf(sendEmail),
    {
      values: { after: aRow(cells).properties, before: aRow({ Name: words("Desk") }).properties },
      row: { url: "https://app.notion.com/p/1" },
      rule: { name: rule.name },
      seenAt: now,
      timeZone: "UTC",
    },
    noPorts,
  );
}

const writeRow = () => Promise.reject(new Error("a mail writes no row"));

describe("Send email", () => {
  test("hands the rendered message and the delivery's key to the mailer", async () => {
    const sent: Mail[] = [];
    const mailer = {
      send: async (mail: Mail) => {
        sent.push(mail);
        return "message-1";
      },
    };
    const reference = await runner.run(await render("ada@example.com"), "rule:row@5", {
      mailer,
      writeRow,
    });
    expect(reference).toBe("message-1");
    expect(sent).toEqual([
      expect.objectContaining({ key: "rule:row@5", to: ["ada@example.com"], subject: "Lamp was Desk" }),
    ]);
  });

  test.each([
    new PermanentError("the address is blocked"),
    new TransientError("too many at once", { retryAfterMs: 5_000 }),
    new Error("socket hang up"),
  ])("leaves it to the mailer what an error means: %s", async (error) => {
    const mailer = { send: () => Promise.reject(error) };
    await expect(
      runner.run(await render("ada@example.com"), "rule:row@5", { mailer, writeRow }),
    ).rejects.toBe(error);
  });

  test("refuses a row without an address, for its author to read", async () => {
    await expect(render(null)).rejects.toThrow(PermanentError);
    await expect(render(null)).rejects.toThrow('"Email" has no value');
  });

  test("shows what would be sent", async () => {
    expect(runner.preview(await render("ada@example.com"))).toMatchObject({
      to: "ada@example.com",
      subject: "Lamp was Desk",
    });
  });

  test("keeps just the values that its templates name", () => {
    expect(sendEmail.renders(inputOf(sendEmail))).toEqual({
      before: [columnId("Name")],
      after: ["Customer", "Email", "Name"].map(columnId),
    });
  });

  test("is described with the names that the columns have now", () => {
    const columns = aSource().columns.map((column) =>
      column.name === "Email" ? { ...column, name: "Customer's mail" } : column,
    );
    const input = inputOf(sendEmail);
    expect(sendEmail.describe(input, aSource())).toBe('e-mail the address in "Email"');
    expect(sendEmail.describe(input, aSource({ columns }))).toBe(`e-mail the address in "Customer's mail"`);
  });

  test("answers each mistake in its own column", () => {
    const read = sendEmail.read(aRuleRow({ to: "{{ Emial }}", subject: "" }), aSource(), {});
    expect(read.problems?.map(({ column }) => column)).toEqual(["To", "Subject"]);
    expect(read.problems?.[0]?.message).toMatch(/^I can't find "Emial" in Orders\..*— did you mean Email\?$/);
  });
});
