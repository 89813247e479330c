/** A mail's HTML with the ids that are new on every run counted instead. */
export function withoutBlockIds(html: string): string {
  const known = new Map<string, string>();
  return html.replace(/\b[0-9a-f]{32}\b/g, (id) => {
    if (id.startsWith("0123")) return id;
    const name = known.get(id) ?? `id-${known.size + 1}`;
    known.set(id, name);
    return name;
  });
}
