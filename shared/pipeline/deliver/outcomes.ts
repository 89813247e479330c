/** The answer for a send whose outcome was never learned: the process died or the connection broke after it began. */
export const unknownOutcome =
  "The send was begun and its answer was lost, so the message may or may not have gone out. It is not sent again by itself.";

export const repeatedOutcome = "Its outcome is not known yet";
