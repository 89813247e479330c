import { expectArray, expectObject, expectString, isObject } from "../expect.ts";
import { failed } from "../problem.ts";
import type { PropertyType } from "./property-type.ts";

/** External files only: there is nowhere to upload one yet. */
export const files: PropertyType = {
  write(input, { where }) {
    return expectArray(input, where).map((item, index) => {
      const at = `${where}[${index}]`;
      const file = expectObject(item, at);
      if (!isObject(file.external)) throw failed(`${at}.external`, "defined", file.external);
      const url = expectString(file.external.url, `${at}.external.url`);
      const name = file.name === undefined ? url : expectString(file.name, `${at}.name`, 100);
      return { name, type: "external", external: { url } };
    });
  },
  read: (stored) => stored ?? [],
};
