/** The first digits of the ids of some regions; another's are 0100 here. */
const REGIONS: Record<string, string> = {
  "us-east-1": "0100",
  "us-west-2": "0101",
  "eu-west-1": "0102",
  "eu-central-1": "0107",
};

/** The form SES's own ids have: the region, the time in hexadecimal, a UUID, a counter. */
export function messageId(now: Date, uuid: string, region: string): string {
  return `${REGIONS[region] ?? "0100"}${now.getTime().toString(16).padStart(12, "0")}-${uuid}-000000`;
}
