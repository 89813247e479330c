import { createDeliverServices } from "../../shared/services/deliver-services.ts";
import { createDeliverHandler } from "./handler.ts";

// Clients are created once, while the function starts.
export const handler = createDeliverHandler(createDeliverServices(process.env));
