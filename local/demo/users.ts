import type { EmulatedUser } from "../notion/entities.ts";

/** The connection that Rowbell reads and writes through. */
const ROWBELL: EmulatedUser = {
  type: "bot",
  id: "b0a7c0de-5f1e-4c5b-9a54-0d2f6a1e7c11",
  name: "Rowbell",
  workspaceName: "Fern & Field",
};

/** Whoever sits at the page. */
export const MAYA: EmulatedUser = {
  type: "person",
  id: "3f0c2a66-8c1d-4b7e-b1b5-9e2d64f0a101",
  name: "Maya Lindqvist",
  email: "maya.lindqvist@example.com",
};

export const TOMAS: EmulatedUser = {
  type: "person",
  id: "5b9d1c47-20fa-4f86-8f3c-c1d7e8a2b202",
  name: "Tomás Herrera",
  email: "tomas.herrera@example.com",
};

export const PRIYA: EmulatedUser = {
  type: "person",
  id: "71e4a8f3-6d35-4c19-a2de-0b5f93c7d303",
  name: "Priya Nair",
  email: "priya.nair@example.com",
};

export const JONAS: EmulatedUser = {
  type: "person",
  id: "8d26f5b0-93e7-4e0b-bd41-7a1c58e9f404",
  name: "Jonas Weber",
  email: "jonas.weber@example.com",
};

export const AIKO: EmulatedUser = {
  type: "person",
  id: "a4c7390e-1b68-4d92-87f5-e6d20b3a1505",
  name: "Aiko Tanaka",
  email: "aiko.tanaka@example.com",
};

export const DEMO_USERS: EmulatedUser[] = [MAYA, TOMAS, PRIYA, JONAS, AIKO, ROWBELL];

/** The bearer tokens of the demo workspace: Rowbell's connection, and each person. Maya sits at the page at first. */
export const ROWBELL_TOKEN = "ntn_local";
export const PERSON_TOKEN = "ntn_maya";
export const PERSON_TOKENS: Record<string, string> = {
  [PERSON_TOKEN]: MAYA.id,
  ntn_tomas: TOMAS.id,
  ntn_priya: PRIYA.id,
  ntn_jonas: JONAS.id,
  ntn_aiko: AIKO.id,
};

export const DEMO_TOKENS: Record<string, string> = { [ROWBELL_TOKEN]: ROWBELL.id, ...PERSON_TOKENS };
