/** What this process has used of the processor so far, in milliseconds: others at work on the machine count for nothing. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
