import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { composeMime } from "../../shared/adapters/compose-mime.ts";
import { renderFixtures } from "./render-fixtures.ts";

describe("the mails, as they are sent", () => {
  it("are read by another parser as they were meant", async () => {
    for (const { fixture, mail } of await renderFixtures()) {
      const from = { name: "Rowbell", address: "bell@example.com" };
      const raw = await composeMime({ key: "r:p@1", ...mail }, from, new Date("2026-06-01T09:00:00Z"));
      const parsed = await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer" });
      expect(parsed.subject, fixture.name).toBe(mail.subject);
      expect(parsed.to?.map(({ address }) => address)).toEqual(mail.to);
      expect(parsed.html?.trimEnd()).toBe(mail.html.trimEnd());
      expect(parsed.text?.trimEnd()).toBe(mail.text.trimEnd());
      expect(parsed.attachments.length).toBe(mail.files.length);
      for (const file of mail.files) {
        const found = parsed.attachments.find(({ contentId, filename }) =>
          file.cid ? contentId === `<${file.cid}>` : filename === file.name,
        );
        expect(found?.mimeType).toBe(file.contentType);
        expect(found?.disposition).toBe(file.cid ? "inline" : "attachment");
        expect(Buffer.from(found?.content as ArrayBuffer).equals(file.content)).toBe(true);
      }
      // Each picture that the HTML names is there.
      const named = [...mail.html.matchAll(/src="cid:([^"]+)"/g)].map(([, cid]) => cid);
      const cids = mail.files.flatMap(({ cid }) => cid ?? []);
      expect([...new Set(named)].sort()).toEqual([...new Set(cids)].sort());
    }
  });
});
