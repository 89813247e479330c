import { Hono } from "hono";
import type { NodeEnv } from "../aws/serve-loopback.ts";
import type { Refusal } from "./iam/gate.ts";
import type { Faults } from "./lambda/faults.ts";
import type { LambdaFunction } from "./lambda/function.ts";

type StackParts = {
  functions: readonly LambdaFunction[];
  faults: Faults;
  refusals: readonly Refusal[];
  /** `<role> <action> <resource>` of each permission that was needed and there. */
  used: ReadonlySet<string>;
};

/** `/api/stack`: what the functions did, what they were allowed and what not; `/api/stack/faults`: what goes wrong. */
export function stackRoutes({ functions, faults, refusals, used }: StackParts): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .get("/", (c) =>
      c.json({
        functions: Object.fromEntries(
          functions.map(({ definition, report }) => [definition.logicalId, report()]),
        ),
        refused: refusals.map(({ caller, role, need, verdict }) => ({ caller, role, ...need, verdict })),
        used: [...used].sort(),
        faults: faults.settings(),
      }),
    )
    .post("/faults", async (c) => {
      try {
        faults.set(await c.req.json());
        return c.json(faults.settings());
      } catch (error) {
        return c.json({ error: (error as Error).message }, 400);
      }
    });
}
