import { render } from "preact";
import { App } from "./app.tsx";
import { start } from "./state/live.ts";

const root = document.getElementById("page");
if (root) render(<App />, root);
start();
