import type { FormulaType } from "./type.ts";
import type { FormulaValue } from "./value.ts";

/** What a formula looks out on. */
export type Scope = {
  now: Date;
  readValue(property: string): FormulaValue;
  /** A property of another page. */
  readFrom(page: string, property: string): FormulaValue;
  /** `current`, `index`, and what `let` has named. */
  variables: Readonly<Record<string, FormulaValue>>;
};

/** What there is to name, and its types. Each throws an Error for what is not there. */
export type TypeScope = {
  property(name: string): FormulaType;
  /** A property of the pages of another data source. */
  propertyOf(dataSource: string, name: string): FormulaType;
  variables: Readonly<Record<string, FormulaType>>;
};
