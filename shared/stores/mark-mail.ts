import type { Delivery } from "../domain/delivery.ts";
import { isNews, isTrouble, joinMarks, type MailMark } from "../domain/mail-event.ts";
import { untoldAs } from "./delivery-item.ts";
import { deliveryPlace, keys } from "./keys.ts";
import type { Item, Table, Write } from "./table.ts";

/**
 * Remembers with a delivery what became of its mail, unless it knows as much already. Trouble is counted and told for its rule
 * in the same transaction, so that it is told once however often its event comes.
 * @returns false when there is no such delivery, when it was never sent, or when that is no news.
 */
export function mailMarker(
  table: Table,
  { read, newId }: { read: (item: Item | undefined) => Delivery | undefined; newId: () => string },
) {
  return async (key: string, mark: MailMark, trouble?: string): Promise<boolean> => {
    for (;;) {
      const item = await table.get(deliveryPlace(key));
      const delivery = read(item);
      if (!item?.lastWrite || !delivery || !isNews(mark, delivery.mail)) return false;
      const lastWrite = newId();
      // Whoever wrote since may have known better: then it is looked at again.
      const untold = isShown(mark, delivery.mail) ? untoldAs(delivery, `${mark.at}#${newId()}`) : {};
      const marking = {
        update: deliveryPlace(key),
        change: { set: { mail: JSON.stringify(joinMarks(mark, delivery.mail)), lastWrite, ...untold } },
        if: { equals: { lastWrite: item.lastWrite }, or: { equals: { lastWrite } } },
      };
      if (trouble === undefined) {
        if (await table.write(marking)) return true;
        continue;
      }
      const telling = tellTrouble(delivery, mark, trouble);
      if ((await table.transact([marking, telling], newId())) === undefined) return true;
    }
  };
}

/** That a mail arrived is what everybody takes for granted: its line is written again only for, and after, trouble. */
function isShown(mark: MailMark, known: MailMark | undefined): boolean {
  return isTrouble(mark) || (known !== undefined && isTrouble(known));
}

function tellTrouble({ connectionId, ruleId }: Delivery, { state, at }: MailMark, told: string): Write {
  return {
    update: keys.ruleStats(connectionId, ruleId),
    change: { add: { [state]: 1 }, set: { lastTrouble: JSON.stringify({ at, told }) } },
  };
}
