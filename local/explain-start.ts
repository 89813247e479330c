/** What kept Rowbell from starting, for the person at the terminal: one plain message that says what to do. */
export function explainStart(error: unknown, env: Readonly<Record<string, string | undefined>>): string {
  const { code, message, port } = error as { code?: string; message?: string; port?: number };
  if (code === "EADDRINUSE") {
    const taken = port ?? /:(\d+)\b/.exec(message ?? "")?.[1];
    const base = env.ROWBELL_PORT ?? "4400";
    return `Rowbell can't start: port ${taken} is in use. Stop what uses it, or choose other ports with ROWBELL_PORT (it is ${base}; the six ports from there on are used).`;
  }
  if (code === "EACCES")
    return `Rowbell can't start: ${message}. Choose a port above 1024 with ROWBELL_PORT.`;
  return `Rowbell can't start: ${message ?? String(error)}`;
}
