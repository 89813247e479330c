/** How a knob is set. `chance` is from 0 to 1; `count`, `seconds` and `milliseconds` are whole and not negative. */
type Kind = "chance" | "count" | "seconds" | "milliseconds" | "flag" | readonly string[];

type Definition = { kind: Kind; off: number | boolean | string; what: string };

const chance = (what: string) => ({ kind: "chance", off: 0 as number, what }) as const;
const flag = (what: string) => ({ kind: "flag", off: false as boolean, what }) as const;
const count = (what: string, off = 0) => ({ kind: "count", off: off as number, what }) as const;
const seconds = (off: number, what: string) => ({ kind: "seconds", off: off as number, what }) as const;

/** Every knob there is; each stands at `off` until it is set. docs/ses-emulator.md shows the same list. */
export const KNOBS = {
  seed: count("what all chances are drawn from; setting it starts the draws anew", 1),

  sandbox: flag("mail goes to verified recipients only, 200 a day and 1 a second unless the quotas say else"),
  listedOnly: flag("only identities on the list may send; else everybody may"),
  dailyQuota: count("so many recipients in 24 hours; at 0 SES says 50000 and nobody counts"),
  sendRate: count("so many recipients in a second; at 0 SES says 14 and nobody counts"),
  underReview: flag("AWS has paused the account: mail is refused with MessageRejected"),

  throttleChance: chance("a mail is refused with Throttling"),
  failChance: chance("a mail fails before anything is done"),
  failStatus: {
    kind: ["429", "500", "503"],
    off: "503" as "429" | "500" | "503",
    what: "with this status",
  },
  cutChance: chance("a mail is taken and its answer lost"),
  slowChance: chance("an answer is late"),
  slowMilliseconds: { kind: "milliseconds", off: 1_000 as number, what: "by so long" },

  byHand: flag("no recipient's server answers by itself; a person does, in the inbox"),
  deliverySeconds: seconds(1, "a recipient's server answers so long after the mail was taken"),
  bounceChance: chance("it refuses the mail for good"),
  softBounceChance: chance("it refuses the mail for now, and SES has given up"),
  delayChance: chance("it takes the mail late"),
  delaySeconds: seconds(900, "by so long"),
  complaintChance: chance("the recipient calls a delivered mail spam"),
  complaintSeconds: seconds(60, "so long after it came"),
  virusChance: chance("SES finds a virus in a mail it has taken, and sends it to nobody"),
  suppression: {
    kind: ["both", "bounces", "complaints", "none"],
    off: "both" as "both" | "bounces" | "complaints" | "none",
    what: "what puts an address on the account's suppression list",
  },

  eventLoss: chance("an event never arrives"),
  eventDoubling: chance("an event arrives twice"),
  eventReordering: chance("an event arrives half a minute late, after those that follow it"),
  eventDelaySeconds: seconds(0, "every event arrives so much later"),
} satisfies Record<string, Definition>;

export type KnobName = keyof typeof KNOBS;
export type KnobValue<N extends KnobName> = (typeof KNOBS)[N]["off"];
export type KnobValues = { [N in KnobName]: KnobValue<N> };
