/**
 * What became of a mail: of all of it, or at one of its recipients. The types are SES's own names of its events;
 * `bounceSubType` and the like are of its developer guide, "Contents of event data".
 */
export type Happening =
  | { type: "Send" }
  | { type: "Reject" }
  | { type: "Rendering Failure" }
  | { type: "Delivery"; recipient: string }
  | { type: "DeliveryDelay"; recipient: string; seconds: number }
  | {
      type: "Bounce";
      recipient: string;
      bounceType: "Permanent" | "Transient" | "Undetermined";
      bounceSubType: string;
    }
  | { type: "Complaint"; recipient: string };

/** A happening and when. `at`: ISO time. */
export type HappenedAt = Happening & { at: string };
