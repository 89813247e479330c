import { caniemail } from "caniemail";
import { describe, expect, it } from "vitest";
import { renderFixtures } from "./render-fixtures.ts";

const clients = ["gmail.*", "outlook.*", "apple-mail.*", "yahoo.*"] as const;

/**
 * What some of them do not know (caniemail.com), and what a mail is without it. Gmail's mobile webmail is for accounts of
 * other providers.
 */
const harmless: Record<string, string> = {
  "<body> element": "its ground is repeated on the table in it",
  "<style> element": "light, and as wide as on a desk: everything else stands inline",
  "@media": "the same",
  "color-scheme CSS property": "they turn colours by themselves, or stay light",
  "color-scheme meta tag": "the same",
  "border-radius": "square corners",
  "display:none": "the preheader is seen, in the size of a line",
  "height property": "pictures keep their shape without it, and the divider has a border only",
  "max-height property": "the preheader is hidden by mso-hide",
  overflow: "a wide table makes the mail wide",
  "overflow-wrap": "word-break does the same, where this is not known",
  "word-break": "overflow-wrap does the same, where this is not known",
  "table-layout": "the same",
  "role attribute": "a screen reader may say that there is a table",
  "white-space": "code in <pre> keeps its lines, and is not broken",
  "system-ui, ui-serif, ui-sans-serif, ui-rounded, ui-monospace": "the next font of the list",
};

describe("the mails", () => {
  it("need nothing of a mail program that it does not know", async () => {
    const wanted = /^(06|07|10|11|16|18|19|21|26|29|32)-/;
    const mails = (await renderFixtures()).filter(({ fixture }) => wanted.test(fixture.name));
    const unknown = new Set<string>();
    for (const { mail } of mails) {
      const { issues } = caniemail({ clients: [...clients], html: mail.html });
      for (const [client, found] of issues.errors)
        for (const { title } of found) if (!(title in harmless)) unknown.add(`${title}: ${client}`);
    }
    expect([...unknown]).toEqual([]);
  });
});
