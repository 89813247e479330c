import { createMailEventsServices } from "../../shared/services/mail-events-services.ts";
import { createMailEventsHandler } from "./handler.ts";

// Clients are created once, while the function starts.
export const handler = createMailEventsHandler(createMailEventsServices(process.env));
