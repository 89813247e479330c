/** `blue_background` is `blue_bg` in markdown; the default colour is not told. */
export function colorAttribute(color: unknown): string | undefined {
  if (typeof color !== "string" || color === "default") return undefined;
  return color.replace("_background", "_bg");
}

export function colorIn(attribute: string | undefined): string {
  return attribute?.replace(/_bg$/, "_background") ?? "default";
}

/** ` a="1" b="2"`, without those that are undefined. */
export function attributes(pairs: Record<string, string | undefined>): string {
  return Object.entries(pairs)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${String(value).replaceAll('"', "&quot;")}"`)
    .join("");
}

/** `a="1" b="2"` as an object. */
export function readAttributes(text: string): Record<string, string | undefined> {
  const found = text.matchAll(/([\w-]+)="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value?.replaceAll("&quot;", '"')]));
}

/** A page, database or block by its URL: the 32 digits at its end, or an id as it is. */
export function idInUrl(url: string | undefined): string | undefined {
  return /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/i.exec(url ?? "")?.[0];
}
