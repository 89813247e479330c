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
  const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath());
  const args = chromium.args.filter((arg) => !unwanted.includes(arg));
  return launcher.launch({ executablePath, args: [...args, "--no-sandbox", "--disable-gpu"] });
}
