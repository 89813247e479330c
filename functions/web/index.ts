import { createWebServices } from "../../shared/services/web-services.ts";
import { createWebHandler } from "./handler.ts";

// Clients are created once, while the function starts.
export const handler = createWebHandler(createWebServices(process.env));
