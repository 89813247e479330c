import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as launcher } from "playwright-core";

// The packaged browser is set up for Lambda: one process, which ends with its first page, and no web security. It also
// emulates a graphics card in software, which takes seconds for each picture; drawing without one takes a tenth.
const unwanted = [
  "--single-process",
  "--disable-web-security",
  "--allow-running-insecure-content",
  "--ignore-gpu-blocklist",
  "--in-process-gpu",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** A browser without a window: the one of CHROMIUM_PATH, or the one that came with the packages. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await unpackedOnce());
  const args = chromium.args.filter((arg) => !unwanted.includes(arg));
  return launcher.launch({ executablePath, args: [...args, "--no-sandbox", "--disable-gpu"] });
}

let unpacked: Promise<string> | undefined;

function unpackedOnce(): Promise<string> {
  unpacked ??= unpack();
  return unpacked;
}

/**
 * Each process its own: the package takes a browser that lies in the temporary folder for a whole one, also while another
 * process is still writing it there.
 */
function unpack(): Promise<string> {
  const { TMPDIR } = process.env;
  const folder = mkdtempSync(join(tmpdir(), "chromium-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  process.env.TMPDIR = folder;
  try {
    // It asks for the temporary folder before it first waits for anything.
    return chromium.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
