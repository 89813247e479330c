import type { Route } from "../call.ts";
import { asyncTaskRoutes } from "./async-tasks.ts";
import { blockRoutes } from "./blocks.ts";
import { commentRoutes } from "./comments.ts";
import { customEmojiRoutes } from "./custom-emojis.ts";
import { dataSourceRoutes } from "./data-sources.ts";
import { databaseRoutes } from "./databases.ts";
import { fileUploadRoutes } from "./file-uploads.ts";
import { markdownRoutes } from "./markdown.ts";
import { pageRoutes } from "./pages.ts";
import { propertyItemRoutes } from "./property-items.ts";
import { searchRoutes } from "./search.ts";
import { templateRoutes } from "./templates.ts";
import { userRoutes } from "./users.ts";
import { viewQueryRoutes } from "./view-queries.ts";
import { viewRoutes } from "./views.ts";

/** Everything the API answers under a bearer token, in the versions that have it. */
export const ROUTES: readonly Route[] = [
  ...userRoutes,
  ...customEmojiRoutes,
  ...databaseRoutes,
  ...dataSourceRoutes,
  ...templateRoutes,
  ...pageRoutes,
  ...propertyItemRoutes,
  ...markdownRoutes,
  ...asyncTaskRoutes,
  ...blockRoutes,
  ...commentRoutes,
  ...searchRoutes,
  ...viewRoutes,
  ...viewQueryRoutes,
  ...fileUploadRoutes,
];
