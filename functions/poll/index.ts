import { createPollServices } from "../../shared/services/poll-services.ts";
import { createPollHandler } from "./handler.ts";

// Clients are created once, while the function starts.
export const handler = createPollHandler(createPollServices(process.env));
