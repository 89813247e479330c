import type { Call } from "../call.ts";
import type { DataSource, Json, Page, Property } from "../entities.ts";

/** A property's value as the API shows it, whole: `{type, <type>: value}`. The 25-item cut comes later. */
export type PropertyValue = { type: string; [type: string]: unknown };

export type ConfigureAt = {
  call: Call;
  where: string;
  dataSource: DataSource;
  /** The configuration that is being changed. */
  before: Json | undefined;
};
export type WriteAt = { call: Call; where: string; dataSourceId: string | undefined; property: Property };
/** `readValue` reads another property of a row, for those computed from others, which look at `most` related rows. */
export type ReadAt = {
  call: Call;
  page: Page;
  property: Property;
  properties: Property[];
  most: number;
  readValue(property: Property, page: Page, properties: Property[]): PropertyValue;
};

/** What sets one property type apart. */
export type PropertyType = {
  /** From the schema in a request to the one stored. Absent: the type has nothing to configure. */
  configure?(input: Json, at: ConfigureAt): Json;
  /** From what is stored to the schema answered. Absent: as stored. */
  showConfig?(config: Json, call: Call): Json;
  /** From a value in a request to the one stored. Absent: Notion computes it, and refuses to be told. */
  write?(input: unknown, at: WriteAt): unknown;
  /** From what is stored (`undefined` in a row that never had a value) to what is answered. */
  read(stored: unknown, at: ReadAt): unknown;
};
