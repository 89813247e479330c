import type { Route } from "../call.ts";

/** There are none here, and no request makes any. Unlike other lists this one has no key of its type: recorded. */
export const customEmojiRoutes: Route[] = [
  {
    method: "GET",
    path: "/v1/custom_emojis",
    answer: () => ({
      object: "list",
      type: "custom_emoji",
      results: [],
      has_more: false,
      next_cursor: null,
    }),
    support: "partial",
    note: "the workspace has no custom emojis; the list is empty",
  },
];
