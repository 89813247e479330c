import type { Route } from "../call.ts";
import { VERSIONS } from "../call.ts";
import { ENDPOINTS } from "./endpoints.ts";

/** A line of the matrix: what a route tells of itself, or what stands here for one outside of routes/all.ts. */
export type Covered = Pick<Route, "support" | "note" | "since" | "until">;

const NOTES: Record<string, Covered> = {
  "GET /v1/oauth/authorize": {
    note: "the consent page: who consents is picked on it, since nobody is signed in",
  },
  "POST /v1/oauth/token": { support: "partial", note: "no `external_account`" },
  "POST /v1/oauth/introspect": { note: "`scope` is left out" },
};

/** OAuth and SCIM, which ask for no version. */
export const FEATURE_ROUTES: Readonly<Record<string, Covered>> = Object.fromEntries(
  [...(ENDPOINTS.OAuth ?? []), ...(ENDPOINTS.SCIM ?? [])].map((endpoint) => [
    endpoint,
    { since: VERSIONS[0], ...NOTES[endpoint] },
  ]),
);
