import * as v from "valibot";
import type { Action } from "../json-protocol.ts";
import { batchOf, runBatch } from "./batch.ts";
import type { SqsCore } from "./core.ts";

const DELETE_ENTRY = v.object({ ReceiptHandle: v.string() });
const HIDE_ENTRY = v.object({
  ReceiptHandle: v.string(),
  VisibilityTimeout: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(43_200)),
});
const DELETE = v.object({ ...DELETE_ENTRY.entries, QueueUrl: v.string() });
const HIDE = v.object({ ...HIDE_ENTRY.entries, QueueUrl: v.string() });
const DELETE_BATCH = batchOf(DELETE_ENTRY);
const HIDE_BATCH = batchOf(HIDE_ENTRY);

/** Operations by which a receiver settles what it holds. */
export function settleActions(core: SqsCore): Record<string, Action> {
  const remove = (url: string, { ReceiptHandle }: v.InferOutput<typeof DELETE_ENTRY>): object => {
    core.settle.remove(core.queueAt(url), ReceiptHandle, core.now());
    return {};
  };
  const hide = (url: string, entry: v.InferOutput<typeof HIDE_ENTRY>): object => {
    core.settle.hide(core.queueAt(url), entry.ReceiptHandle, entry.VisibilityTimeout, core.now());
    return {};
  };
  return {
    DeleteMessage: (input) => {
      const request = v.parse(DELETE, input);
      return core.change(() => remove(request.QueueUrl, request));
    },
    DeleteMessageBatch: (input) => {
      const { QueueUrl, Entries } = v.parse(DELETE_BATCH, input);
      return core.change(() => runBatch(Entries, (entry) => remove(QueueUrl, entry)));
    },
    ChangeMessageVisibility: (input) => {
      const request = v.parse(HIDE, input);
      return core.change(() => hide(request.QueueUrl, request));
    },
    ChangeMessageVisibilityBatch: (input) => {
      const { QueueUrl, Entries } = v.parse(HIDE_BATCH, input);
      return core.change(() => runBatch(Entries, (entry) => hide(QueueUrl, entry)));
    },
  };
}
