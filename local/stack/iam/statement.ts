/** A statement of an IAM policy, resolved. */
export type Statement = {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};

/** What a call needs: one action on one resource, and what conditions may ask of it. */
export type Need = {
  /** `dynamodb:GetItem` */
  action: string;
  resource: string;
  /** Condition keys with their values; a list for keys of several. */
  context: Readonly<Record<string, string | readonly string[]>>;
};
