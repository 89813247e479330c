import { expectArray, expectObject, expectUuid } from "../expect.ts";
import { readUser } from "../render/user.ts";
import { minute } from "../times.ts";
import type { PropertyType } from "./property-type.ts";

export const people: PropertyType = {
  write(input, { where }) {
    const users = expectArray(input, where);
    return users.map((user, index) =>
      expectUuid(expectObject(user, `${where}[${index}]`).id, `${where}[${index}].id`),
    );
  },
  read: (stored, { call }) => ((stored as string[] | undefined) ?? []).map((id) => readUser(id, call)),
};

export const createdBy: PropertyType = { read: (_, { page, call }) => readUser(page.stamp.createdBy, call) };
export const lastEditedBy: PropertyType = {
  read: (_, { page, call }) => readUser(page.stamp.editedBy, call),
};
export const createdTime: PropertyType = { read: (_, { page }) => minute(page.stamp.createdAt) };
export const lastEditedTime: PropertyType = { read: (_, { page }) => minute(page.stamp.editedAt) };
