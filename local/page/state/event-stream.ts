/** What the console says has news, and `open` and `error` of the stream itself. */
export type Heard = { event: string; data: string };

const name = "rowbell-events";
const events = ["inbox", "story", "poll", "workspace"];
const reopenMs = 3_000;

/**
 * Tells what the console says, for as long as the page is open. One tab listens for all: a browser keeps only six
 * connections to a place open, and each stream would take one for itself. When that tab is closed, another takes over.
 */
export function hearEvents(tell: (heard: Heard) => void): void {
  const others = new BroadcastChannel(name);
  others.addEventListener("message", ({ data }) => tell(data as Heard));
  const tellAll = (heard: Heard) => {
    tell(heard);
    others.postMessage(heard);
  };
  // A lock is only to be had on this machine or over TLS; without one, each tab listens for itself.
  if (!("locks" in navigator)) {
    listen(tell);
    return;
  }
  void navigator.locks.request(name, () => {
    listen(tellAll);
    return new Promise(() => {}); // kept until the tab is closed
  });
}

function listen(tell: (heard: Heard) => void): void {
  const stream = new EventSource("/api/events");
  stream.addEventListener("open", () => tell({ event: "open", data: "" }));
  for (const event of events) {
    stream.addEventListener(event, ({ data }: MessageEvent<string>) => tell({ event, data }));
  }
  stream.addEventListener("error", () => {
    tell({ event: "error", data: "" });
    // The browser comes back by itself after a cut, but not after a refusal.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listen(tell), reopenMs);
  });
}
