import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../shared/domain/errors.ts";
import { type FileSource, mailLimits } from "../../../shared/domain/message/mail-file.ts";
import { type FetchFile, takeFiles } from "../../../shared/domain/message/take-files.ts";
import { aBlock } from "./a-message.ts";

const gif = Buffer.concat([Buffer.from("GIF89a"), Buffer.from([0x2c, 0x01, 0, 0])]);
const inBlock = (type: string, name: string) => aBlock(type, [], { hosted: { block: `of-${name}`, name } });
const inCell = (...names: string[]) => [
  {
    property: "invoice",
    column: "Invoice",
    files: names.map((name) => ({ name, url: `path/${name}`, hosted: true })),
  },
];

/** Answers with these bytes, and remembers what it was asked for and how much there was room for. */
function fetching(content: Uint8Array | Error) {
  const asked: [FileSource, number][] = [];
  const fetchFile: FetchFile = async (source, most) => {
    asked.push([source, most]);
    if (content instanceof Error) throw content;
    return content;
  };
  return { asked, fetchFile };
}

const files = (count: number, name = "a.pdf") => Array.from({ length: count }, () => name);

describe("taking along what a message shows and attaches", () => {
  it("shows pictures where they stand, named after what they are, and attaches files", async () => {
    const { asked, fetchFile } = fetching(gif);
    const blocks = [
      aBlock("toggle", "More", { children: [inBlock("image", "Us at work.heic")] }),
      inBlock("pdf", "a/b.pdf"),
    ];
    const taken = await takeFiles(blocks, [], fetchFile);
    expect(taken.files.map(({ name, contentType, cid }) => [name, contentType, cid])).toEqual([
      ["Us at work.gif", "image/gif", "ofUs at work.heic@rowbell"],
      ["a-b.pdf", "application/pdf", undefined],
    ]);
    expect(taken.taken.get("of-Us at work.heic")).toEqual({ cid: "ofUs at work.heic@rowbell", width: 300 });
    expect(asked.map(([, most]) => most)).toEqual([
      mailLimits.pictureBytes,
      mailLimits.allBytes - gif.length,
    ]);
  });

  it("fetches once what is shown twice", async () => {
    const { asked, fetchFile } = fetching(gif);
    const { files: taken } = await takeFiles(
      [inBlock("image", "a.gif"), inBlock("image", "a.gif")],
      [],
      fetchFile,
    );
    expect([asked.length, taken.length]).toEqual([1, 1]);
  });

  it("leaves out what a page shows and can't be had, and says so", async () => {
    const gone = fetching(new PermanentError("it is not in Notion any more"));
    expect(
      (await takeFiles([inBlock("image", "a.png"), inBlock("file", "b.zip")], [], gone.fetchFile)).notes,
    ).toEqual([
      "left out: picture “a.png” (it is not in Notion any more)",
      "left out: file “b.zip” (it is not in Notion any more)",
    ]);
    const text = fetching(Buffer.from("<svg/>"));
    expect(
      (await takeFiles([inBlock("image", "a.svg"), inBlock("file", "b.exe")], [], text.fetchFile)).notes,
    ).toEqual([
      "left out: picture “a.svg” (mail programs show PNG, JPEG, GIF and WebP pictures only)",
      "left out: file “b.exe” (mail programs refuse files of this kind)",
    ]);
  });

  it("stops the message for a file that is to be attached and can't be", async () => {
    const tooLarge = fetching(new PermanentError("it is larger than the 7 MB that there is room for"));
    await expect(takeFiles([], inCell("a.pdf"), tooLarge.fetchFile)).rejects.toThrow(
      "“a.pdf” in Invoice can't be attached: it is larger than the 7 MB that there is room for",
    );
    const any = fetching(gif);
    await expect(takeFiles([], inCell("a.pdf.exe"), any.fetchFile)).rejects.toThrow("put it into a .zip");
    const link = [
      { property: "p", column: "Invoice", files: [{ name: "a", url: "https://a.test", hosted: false }] },
    ];
    await expect(takeFiles([], link, any.fetchFile)).rejects.toThrow(
      "only files that are uploaded to Notion can be",
    );
    expect(any.asked).toEqual([]);
  });

  it("leaves a passing failure to be tried again, of a picture as of a file", async () => {
    const { fetchFile } = fetching(new TransientError("Notion's file store could not be reached"));
    await expect(takeFiles([inBlock("image", "a.png")], [], fetchFile)).rejects.toThrow(TransientError);
    await expect(takeFiles([], inCell("a.pdf"), fetchFile)).rejects.toThrow(TransientError);
  });

  it("carries no more files than a mail may, those to be attached first", async () => {
    const { fetchFile } = fetching(gif);
    const { files: taken, notes } = await takeFiles(
      [inBlock("image", "a.gif")],
      inCell(...files(20)),
      fetchFile,
    );
    expect(taken).toHaveLength(20);
    expect(notes).toEqual(["left out: picture “a.gif” (a mail carries at most 20 files)"]);
    await expect(takeFiles([], inCell(...files(21)), fetchFile)).rejects.toThrow("at most 20 files");
  });

  it("carries no more bytes than a mail may, however many files they are of", async () => {
    const { asked, fetchFile } = fetching(Buffer.alloc(3_500_000));
    await expect(takeFiles([], inCell(...files(3)), fetchFile)).rejects.toThrow("at most 7 MB of files");
    expect(asked.map(([, most]) => most)).toEqual([7_000_000, 3_500_000]);
  });

  it("gives files names that are one line and no path", async () => {
    const { fetchFile } = fetching(gif);
    const { files: taken } = await takeFiles([], inCell("../a\r\nBcc: x\\b:c.pdf", ""), fetchFile);
    expect(taken.map(({ name }) => name).join()).not.toMatch(/[\r\n/\\:]/);
    expect(taken[1]?.name).toBe("file");
  });
});
