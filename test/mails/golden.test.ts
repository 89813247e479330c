import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderFixtures } from "./render-fixtures.ts";
import { withoutBlockIds } from "./without-block-ids.ts";

const rendered = await renderFixtures();
const golden = (name: string) => join(import.meta.dirname, "golden", name);

describe("the mails of rules' pages", () => {
  it("are many", () => {
    expect(rendered.length).toBeGreaterThanOrEqual(30);
  });

  it.each(rendered.map((one) => [one.fixture.name, one] as const))(
    "look as they did: %s",
    async (name, one) => {
      const { mail, notes } = one;
      const story = [
        `Subject: ${mail.subject}`,
        ...mail.files.map((file) => `File: ${file.name} (${file.contentType}${file.cid ? ", shown" : ""})`),
        ...notes.map((note) => `Note: ${note}`),
        "",
        mail.text,
      ].join("\n");
      await expect(withoutBlockIds(mail.html)).toMatchFileSnapshot(golden(`${name}.html`));
      await expect(withoutBlockIds(story)).toMatchFileSnapshot(golden(`${name}.txt`));
    },
  );
});
