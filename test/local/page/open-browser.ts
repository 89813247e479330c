import chromium from "@sparticuz/chromium";
import { type Browser, chromium as launcher } from "playwright-core";

// The packaged browser is set up for Lambda: one process, which ends with its first page, and no web security.
const unwanted = ["--single-process", "--disable-web-security", "--allow-running-insecure-content"];

/** A browser without a window: the one of CHROMIUM_PATH, or the one that came with the packages. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath());
  const args = chromium.args.filter((arg) => !unwanted.includes(arg));
  return launcher.launch({ executablePath, args: [...args, "--no-sandbox"] });
}
