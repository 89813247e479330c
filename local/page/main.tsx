import { render } from "preact";
import { App } from "./app.tsx";
import { followAddress } from "./state/address.ts";
import { start } from "./state/live.ts";
import { followOpenMail } from "./state/open-mail.ts";
import { undoByKeys } from "./state/undo.ts";

const root = document.getElementById("page");
followAddress();
followOpenMail();
undoByKeys();
if (root) render(<App />, root);
start();
