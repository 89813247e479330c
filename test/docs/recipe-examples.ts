/** A row's cells as a person would say them; dates as ISO, people and options by name. */
export type Said = Record<string, string | number | boolean>;

/** What happens to a row, and what the recipe makes of it: one mail's To, Subject and words, or cells. Nothing: it stays quiet. */
export type Example = {
  before?: Said;
  after: Said;
  removed?: true;
  /** The clock's moment, for rules that follow it; ISO. */
  at?: string;
  makes?: { to: string; subject: string; says?: string[] } | { sets: Record<string, unknown> };
};

const ada = "Ada Lovelace";

/** For each recipe an example that fires it, and one that does not. */
export const examples: Record<string, [fires: Example, quiet: Example]> = {
  "Welcome a new customer": [
    {
      before: { Name: "Grace Hopper" },
      after: { Name: "Grace Hopper", Email: "grace@example.com", Owner: ada },
      makes: {
        to: "grace@example.com",
        subject: "Welcome, Grace",
        says: ["Hello Grace,", "Ada Lovelace looks after you"],
      },
    },
    { before: { Email: "grace@example.com" }, after: { Email: "grace@example.org" } },
  ],
  "Tell the customer it shipped": [
    {
      before: { Status: "Open" },
      after: { Name: "ORD-7", Status: "Shipped", Email: "grace@example.com", "Shipped on": "2026-05-03" },
      makes: {
        to: "grace@example.com",
        subject: "Your order ORD-7 is on its way",
        says: ["left us on Sunday, 3 May 2026.", "You get the tracking link tomorrow."],
      },
    },
    { before: { Status: "Open" }, after: { Status: "Shipped" } },
  ],
  "Remind the day before": [
    {
      after: { Name: "Taxes", Due: "2026-05-04", Status: "Open", Owner: ada },
      at: "2026-05-03T09:00:00.000Z",
      makes: { to: "ada@example.com", subject: "Due tomorrow: Taxes", says: ["due on Monday, 4 May 2026."] },
    },
    { after: { Due: "2026-05-04", Status: "Done", Owner: ada }, at: "2026-05-03T09:00:00.000Z" },
  ],
  "Say that something is overdue": [
    {
      after: { Name: "Taxes", Due: "2026-05-02", Status: "Open", Owner: ada },
      at: "2026-05-03T09:00:00.000Z",
      makes: {
        to: "ada@example.com, lead@example.com",
        subject: "Overdue: Taxes",
        says: ["was due on 2 May 2026 and is open."],
      },
    },
    { after: { Due: "2026-05-02", Status: "Done", Owner: ada }, at: "2026-05-03T09:00:00.000Z" },
  ],
  "Ask for an approval": [
    {
      before: { Status: "Open" },
      after: { Name: "New desks", Status: "Needs approval", Approver: "Bo", Owner: ada, Amount: 1234.5 },
      makes: {
        to: "bo@example.com",
        subject: "Please approve: New desks, €1,234.50",
        says: ["Ada Lovelace asks you", "Open it and set Status to Approved (https://"],
      },
    },
    { before: { Status: "Open" }, after: { Status: "Needs approval" } },
  ],
  "Tell that it was approved": [
    {
      before: { Status: "Needs approval" },
      after: { Name: "New desks", Status: "Approved", Approver: "Bo", Owner: ada },
      makes: { to: "ada@example.com", subject: "Approved: New desks", says: ["Bo approved New desks."] },
    },
    { before: { Status: "Open" }, after: { Status: "Approved", Owner: ada } },
  ],
  "Every Monday, what is late": [
    {
      after: { Name: "Taxes", Due: "2026-04-30", Status: "Open" },
      at: "2026-05-04T09:00:00.000Z",
      makes: { to: "team@example.com", subject: "Late: Taxes", says: ["was due on 30 April 2026."] },
    },
    { after: { Due: "2026-05-04", Status: "Open" }, at: "2026-05-04T09:00:00.000Z" },
  ],
  "Hand over to a new owner": [
    {
      before: { Owner: "Bo", Status: "Open" },
      after: { Name: "Taxes", Owner: ada, Status: "Open" },
      makes: {
        to: "ada@example.com",
        subject: "Taxes is yours now",
        says: ["Bo handed Taxes over to you. It is open."],
      },
    },
    { before: { Owner: "Bo" }, after: {} },
  ],
  "Ring for a big deal": [
    {
      before: { Amount: 9_000 },
      after: { Name: "Acme", Amount: 12_000 },
      makes: { to: "sales@example.com", subject: "Big deal: Acme for €12,000.00", says: ["Nobody has it."] },
    },
    { before: { Amount: 11_000 }, after: { Amount: 12_000 } },
  ],
  "Order when stock runs low": [
    {
      before: { Stock: 5 },
      after: { Name: "Oak boards", Stock: 4 },
      makes: { to: "purchasing@example.com", subject: "4 left: Oak boards" },
    },
    { before: { Stock: 4 }, after: { Stock: 3 } },
  ],
  "Warn before a contract ends": [
    {
      after: { Name: "Acme", Ends: "2026-06-02", Amount: 500, Owner: ada },
      at: "2026-05-03T09:00:00.000Z",
      makes: { to: "ada@example.com", subject: "Acme ends on 2 June 2026", says: ["worth €500.00."] },
    },
    { after: { Ends: "2026-06-02", Status: "Cancelled", Owner: ada }, at: "2026-05-03T09:00:00.000Z" },
  ],
  "Remind of an unpaid invoice": [
    {
      after: { Name: "2026-17", "Sent on": "2026-04-19", Amount: 80, Email: "grace@example.com" },
      at: "2026-05-03T08:00:00.000Z",
      makes: {
        to: "grace@example.com",
        subject: "Reminder: invoice 2026-17",
        says: ["On 19 April 2026", "over €80.00"],
      },
    },
    {
      after: { "Sent on": "2026-04-19", Paid: true, Email: "grace@example.com" },
      at: "2026-05-03T08:00:00.000Z",
    },
  ],
  "Escalate what becomes urgent": [
    {
      before: { Priority: "Low" },
      after: { Name: "Server", Priority: "Urgent" },
      makes: {
        to: "oncall@example.com",
        subject: "Urgent: Server",
        says: ["It was low before. Nobody has it."],
      },
    },
    { before: { Priority: "Low" }, after: { Priority: "Urgent", Status: "Done" } },
  ],
  "Tell who moved the date": [
    {
      before: { Due: "2026-05-03" },
      after: { Name: "Taxes", Due: "2026-05-10", Owner: ada },
      makes: {
        to: "ada@example.com",
        subject: "Taxes is due on 10 May 2026 now",
        says: ["It was 3 May 2026."],
      },
    },
    { before: {}, after: { Due: "2026-05-10", Owner: ada } },
  ],
  "Notice a price that dropped": [
    {
      before: { Amount: 120 },
      after: { Name: "Desk", Amount: 100 },
      makes: { to: "buyers@example.com", subject: "Desk costs €100.00 now", says: ["It was €120.00."] },
    },
    { before: { Amount: 90 }, after: { Amount: 80 } },
  ],
  "Find an owner for what is due": [
    {
      before: { Name: "Taxes", Due: "2026-12-31" },
      after: { Name: "Taxes", Due: "2026-11-25" },
      makes: { to: "lead@example.com", subject: "Nobody has Taxes", says: ["due on Wednesday."] },
    },
    { before: { Due: "2026-12-31" }, after: { Due: "2026-11-25", Owner: ada } },
  ],
  "Look after a bad review": [
    {
      after: { Name: "Grace", Score: 1 },
      makes: { to: "support@example.com", subject: "1 of 5: Grace", says: ["Without a word."] },
    },
    { after: { Name: "Grace", Score: 5 } },
  ],
  "Know what was deleted": [
    {
      after: { Name: "Taxes", Status: "Open", Owner: ada },
      removed: true,
      makes: { to: "ada@example.com", subject: "Deleted: Taxes", says: ["It was open."] },
    },
    { after: { Status: "Done", Owner: ada }, removed: true },
  ],
  "Note the day something was closed": [
    {
      before: { Status: "Open" },
      after: { Status: "Done" },
      makes: { sets: { "Closed on": { type: "date", start: "2026-11-22" } } },
    },
    { before: { Status: "Done" }, after: { Status: "Open" } },
  ],
  "Take that back when it is opened again": [
    {
      before: { Status: "Done", "Closed on": "2026-05-03" },
      after: { Status: "Open", "Closed on": "2026-05-03" },
      makes: { sets: { "Closed on": { type: "empty", of: "date" } } },
    },
    { before: { Status: "Done" }, after: { Status: "Open" } },
  ],
  "Give every new row a status and a date": [
    {
      after: { Name: "Taxes" },
      makes: {
        sets: {
          Status: { type: "status", id: "option-Open", name: "Open" },
          Due: { type: "date", start: "2026-11-29" },
        },
      },
    },
    { after: { Status: "Done" } },
  ],
  "Confirm a booking in the guest's language": [
    {
      before: { Status: "Open" },
      after: { Status: "Confirmed", Email: "grace@example.com", Due: "2026-05-03", Amount: 1234.5 },
      makes: {
        to: "grace@example.com",
        subject: "Ihr Aufenthalt ab Sonntag, 3. Mai 2026",
        says: ["Der Preis beträgt 1.234,50\u00a0€."],
      },
    },
    { before: { Status: "Confirmed" }, after: { Status: "Open" } },
  ],
  "Write to the customer behind an order": [
    {
      before: { Status: "Open", Customer: "Grace Hopper <grace@example.com>" },
      after: { Name: "ORD-7", Status: "Shipped", Customer: "Grace Hopper <grace@example.com>" },
      makes: { to: "grace@example.com", subject: "ORD-7 is on its way", says: ["Dear Grace,"] },
    },
    {
      before: { Status: "Open", Customer: "Walk-in <till@example.com>" },
      after: { Status: "Shipped", Customer: "Walk-in <till@example.com>" },
    },
  ],
  "Say what is left to do when a case is closed": [
    {
      before: { Status: "Open", Tags: "Money, Press" },
      after: { Name: "Smith v. Jones", Status: "Closed", Tags: "Money, Press" },
      makes: {
        to: "office@example.com",
        subject: "Smith v. Jones is closed",
        says: ["Nothing is left to do. It was about Money and Press."],
      },
    },
    { before: { Status: "Open" }, after: { Status: "Closed" } },
  ],
};
