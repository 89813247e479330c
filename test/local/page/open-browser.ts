import chromium from "@sparticuz/chromium";
import { type Browser, chromium as launcher } from "playwright-core";

/** A browser without a window: the one of CHROMIUM_PATH, or the one that came with the packages. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath());
  return launcher.launch({ executablePath, args: [...chromium.args, "--no-sandbox"] });
}
