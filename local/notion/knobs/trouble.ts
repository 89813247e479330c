import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono, Next } from "hono";
import type { Reply, Workspace } from "../call.ts";
import { grantIn } from "../read-call.ts";
import { refuse } from "../respond.ts";
import { admin } from "./admin.ts";
import { mayBeCut, mayBeSlow } from "./answers.ts";
import { Bursts } from "./bursts.ts";
import type { Failure } from "./failures.ts";
import { Faults } from "./faults.ts";
import { mayFailAfterCommit } from "./late-commit.ts";
import { RateLimits } from "./rate-limits.ts";
import { StaleReads } from "./stale-reads.ts";

/** All that goes wrong between a client and the workspace, as the knobs are set; and the address they are set at. */
export class Trouble {
  readonly #workspace: Workspace;
  readonly #faults = new Faults();
  readonly #limits: RateLimits;
  readonly #bursts: Bursts;
  readonly #staleReads: StaleReads;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.#limits = new RateLimits(workspace.knobs, workspace.clock);
    this.#bursts = new Bursts(workspace.knobs);
    this.#staleReads = new StaleReads(workspace);
  }

  /** To be called before the routes are added. */
  install(app: Hono): void {
    app.use("/v1/*", (c, next) => this.#around(c, next));
    admin(app, this.#workspace, this.#faults);
  }

  /** The workspace that a request with this method sees. */
  workspaceFor(method: string): Workspace {
    return this.#staleReads.workspaceFor(method);
  }

  /** Does the work of a request as one write. */
  write(work: () => Reply): Reply {
    return mayFailAfterCommit(this.#workspace.store, this.#workspace.knobs, work);
  }

  async #around(c: Context, next: Next): Promise<Response | undefined> {
    const failure = this.#next(c);
    if (failure) return this.#refuse(failure);
    await mayBeSlow(this.#workspace);
    await next();
    const answer = await mayBeCut(this.#workspace, c.res, c.env as HttpBindings);
    if (answer !== c.res) {
      // Hono keeps the headers of the answer before, unless that is taken away first.
      c.res = undefined;
      c.res = answer;
    }
    return undefined;
  }

  #next(c: Context): Failure | undefined {
    // Whatever token it comes with: a refreshed one begins no new window.
    const connection = grantIn(c, this.#workspace)?.user.id ?? c.req.header("authorization") ?? "nobody";
    return this.#faults.next(c.req.path) ?? this.#bursts.next() ?? this.#limits.next(connection);
  }

  #refuse({ problem, retryAfter }: Failure): Response {
    return refuse(
      this.#workspace,
      problem,
      retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
    );
  }
}
