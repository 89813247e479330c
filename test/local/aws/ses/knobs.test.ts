import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KNOBS } from "../../../../local/aws/ses/knobs/registry.ts";
import { openSes } from "../support/open-ses.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("the knobs of the SES emulator", () => {
  it("are listed in the docs as they are", () => {
    const docs = readFileSync(join(import.meta.dirname, "../../../../docs/ses-emulator.md"), "utf8");
    for (const [name, { kind, off, what }] of Object.entries(KNOBS)) {
      const takes = typeof kind === "string" ? kind : kind.map((one) => `\`${one}\``).join(" ");
      expect(docs).toContain(`| \`${name}\` | ${takes} | \`${off}\` | ${what} |`);
    }
  });

  it("are set by name, shown, and turned off", async () => {
    const { ses } = await openSes();
    const url = `${ses.url}/_admin/knobs`;
    const set = await fetch(url, { method: "POST", body: '{"sandbox": true, "failStatus": "429"}' });
    expect(await set.json()).toMatchObject({ sandbox: true, failStatus: "429", bounceChance: 0 });
    expect(await (await fetch(url)).json()).toMatchObject({ sandbox: true });
    expect(await (await fetch(url, { method: "DELETE" })).json()).toMatchObject({ sandbox: false });
  });

  it.each([
    ['{"sandbax": true}', "there is no knob sandbax; there are seed, sandbox"],
    ['{"sandbox": 1}', "sandbox is 1; it must be true or false"],
    ['{"dailyQuota": -1}', "dailyQuota is -1; it must be a whole number, 0 or more"],
    ['{"bounceChance": 2}', "bounceChance is 2; it must be a number from 0 to 1"],
    ['{"suppression": "all"}', 'suppression is "all"; it must be one of both, bounces, complaints, none'],
    ["[]", "the knobs must be an object"],
    ["{", "JSON"],
  ])("refuse %s and stay as they are", async (body, message) => {
    const { ses } = await openSes();
    const before = ses.knobs.all();
    const answer = await fetch(`${ses.url}/_admin/knobs`, { method: "POST", body });
    expect(answer.status).toBe(400);
    expect((await answer.json()) as object).toMatchObject({ message: expect.stringContaining(message) });
    expect(ses.knobs.all()).toEqual(before);
  });

  it("are read from a file at the start, which is named when it is wrong", async () => {
    const knobFile = join(temporaryFolder(), "knobs.json");
    writeFileSync(knobFile, '{"sendRate": 2}');
    expect((await openSes({ knobFile })).ses.knobs.all().sendRate).toBe(2);
    writeFileSync(knobFile, '{"sendRate": "fast"}');
    await expect(openSes({ knobFile })).rejects.toThrow(
      `cannot read the knob file ${knobFile}: sendRate is "fast"`,
    );
  });
});
