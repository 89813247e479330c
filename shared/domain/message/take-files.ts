import type { Block } from "../block.ts";
import { PermanentError } from "../errors.ts";
import type { FileLink } from "../row.ts";
import { attachmentType } from "./file-type.ts";
import { headerLine } from "./header-line.ts";
import { type FileSource, type MailFile, mailLimits, sizeText } from "./mail-file.ts";
import { readPicture } from "./read-picture.ts";
import type { Taken } from "./setting.ts";

/** @throws PermanentError for a file that can't be had, or is larger than `most` bytes; TransientError for now. */
export type FetchFile = (source: FileSource, most: number) => Promise<Uint8Array>;

/** A column whose files are to be attached, and what it holds. */
export type Attached = { property: string; column: string; files: readonly FileLink[] };

/** What travels with a message. `notes`: what could not, as sentences. */
export type TakenFiles = { files: MailFile[]; taken: Map<string, Taken>; notes: string[] };

type Hosted = NonNullable<Block["hosted"]> & { isPicture: boolean };

/**
 * Fetches what a message shows and attaches. A picture or file of a page that cannot be had is left out, and noted; one
 * that the rule says to attach stops the message: who gets it would look for it in vain.
 * @throws PermanentError, TransientError
 */
export async function takeFiles(
  pages: readonly Block[],
  attached: readonly Attached[],
  fetchFile: FetchFile,
): Promise<TakenFiles> {
  const all: TakenFiles = { files: [], taken: new Map(), notes: [] };
  for (const { property, column, files } of attached)
    for (const file of files) await attach(all, { property, path: file.url }, file, column, fetchFile);
  for (const hosted of hostedIn(pages)) {
    if (all.taken.has(hosted.block)) continue;
    try {
      await takeHosted(all, hosted, fetchFile);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      all.notes.push(
        `left out: ${hosted.isPicture ? "picture" : "file"} “${hosted.name}” (${error.message})`,
      );
    }
  }
  return all;
}

async function attach(
  all: TakenFiles,
  source: FileSource,
  { name, hosted }: FileLink,
  column: string,
  fetchFile: FetchFile,
): Promise<void> {
  const fail = (why: string) => new PermanentError(`“${name}” in ${column} can't be attached: ${why}`);
  if (!hosted) throw fail("it is a link to another site, and only files that are uploaded to Notion can be");
  const contentType = attachmentType(name);
  if (contentType === undefined) throw fail("mail programs refuse files of this kind; put it into a .zip");
  try {
    const content = await fetchFile(source, room(all, mailLimits.fileBytes));
    all.files.push({ name: fileName(name), contentType, content });
  } catch (error) {
    throw error instanceof PermanentError ? fail(error.message) : error;
  }
}

async function takeHosted(
  all: TakenFiles,
  { block, name, isPicture }: Hosted,
  fetchFile: FetchFile,
): Promise<void> {
  const content = await fetchFile(
    { block },
    room(all, isPicture ? mailLimits.pictureBytes : mailLimits.fileBytes),
  );
  if (!isPicture) {
    const contentType = attachmentType(name);
    if (contentType === undefined) throw new PermanentError("mail programs refuse files of this kind");
    all.files.push({ name: fileName(name), contentType, content });
    all.taken.set(block, {});
    return;
  }
  const picture = readPicture(content);
  if (!picture) throw new PermanentError("mail programs show PNG, JPEG, GIF and WebP pictures only");
  const cid = `${block.replaceAll("-", "")}@rowbell`;
  const named = fileName(name).replace(/(?:\.[^.]*)?$/, `.${picture.ending}`);
  all.files.push({ name: named, contentType: picture.contentType, content, cid });
  all.taken.set(block, { cid, ...(picture.width === undefined ? {} : { width: picture.width }) });
}

/** What is left for one more file. */
function room({ files }: TakenFiles, most: number): number {
  if (files.length >= mailLimits.files)
    throw new PermanentError(`a mail carries at most ${mailLimits.files} files`);
  const used = files.reduce((sum, { content }) => sum + content.length, 0);
  if (used >= mailLimits.allBytes)
    throw new PermanentError(`a mail carries at most ${sizeText(mailLimits.allBytes)} of files`);
  return Math.min(most, mailLimits.allBytes - used);
}

function hostedIn(blocks: readonly Block[]): Hosted[] {
  return blocks.flatMap(({ hosted, type, children }) => [
    ...(hosted ? [{ ...hosted, isPicture: type === "image" }] : []),
    ...hostedIn(children),
  ]);
}

function fileName(name: string): string {
  return headerLine(name).replace(/[/\\:]/g, "-") || "file";
}
