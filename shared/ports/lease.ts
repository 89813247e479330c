/** A poll's right to write. Every write carries `epoch`; taking the lease anew makes older ones worthless. */
export type Lease = { connectionId: string; epoch: number };

export interface Leases {
  /** Takes the lease from whoever has it: the queue lets one poll of a connection run at a time, the epoch makes sure. */
  take(connectionId: string): Promise<Lease>;
  /** Before what no transaction can guard. @throws FencedError when the lease was taken over. */
  check(lease: Lease): Promise<void>;
}
