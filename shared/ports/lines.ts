import type { Delivery } from "../domain/delivery.ts";

/** The lines of the Runs database that are to be written. A delivery knows its own once there is one. */
export interface Lines {
  /** Deliveries whose line does not show what became of them, longest waiting first. The index that names them is late. */
  untold(connectionId: string, now: string, limit: number): Promise<Delivery[]>;
  /**
   * The line shows the delivery as it was read. If somebody told of it meanwhile, or it moved on, it is written once more.
   * @param lineId undefined for a delivery that needs no line.
   * @returns the line that counts: another one where two polls made one each.
   */
  told(delivery: Delivery, lineId: string | undefined): Promise<string | undefined>;
  /** Notion refused the line: it is made anew from then on. */
  putOff(delivery: Delivery, until: string): Promise<void>;
}
