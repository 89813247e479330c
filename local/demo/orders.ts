import {
  type Columns,
  checkbox,
  day,
  email,
  multiSelect,
  number,
  people,
  relation,
  select,
  status,
  statusColumn,
  title,
  url,
} from "../setup/cells.ts";
import type { Customer } from "./customers.ts";
import { createRow, createTable, type Seeding, type Table } from "./seeding.ts";
import { AIKO, JONAS, MAYA, PRIYA, TOMAS } from "./users.ts";

type Priority = "Low" | "Normal" | "High";
type Order = [
  number: number,
  item: string,
  status: string,
  priority: Priority,
  tags: string,
  amount: number,
  daysAgo: number,
  customer: number,
  owner: number,
  paid: boolean,
];

const OWNERS = [MAYA, TOMAS, PRIYA, JONAS, AIKO].map((user) => user.id);

const ORDERS: Order[] = [
  [1042, "Walnut desk", "Packing", "Normal", "made to order", 890, 9, 0, 0, true],
  [1043, "Oak bookshelf", "Delivered", "Normal", "", 420, 24, 3, 1, true],
  [1044, "Set of 12 bistro chairs", "Packing", "High", "bulk, assembly", 1740, 8, 1, 2, true],
  [1045, "Linen reading chair", "Shipped", "Normal", "fragile", 560, 7, 2, 3, true],
  [1046, "Ash bedside table", "New", "Low", "", 180, 2, 4, 4, false],
  [1047, "Oak counter, 3 m", "Packing", "High", "made to order", 2350, 12, 5, 0, true],
  [1048, "Brass floor lamp", "Delivered", "Normal", "fragile", 245, 30, 7, 1, true],
  [1049, "Drafting table", "Shipped", "Normal", "assembly", 780, 6, 0, 2, true],
  [1050, "Cherry picture frames, 20", "New", "Normal", "bulk, gift", 640, 1, 6, 3, true],
  [1051, "Children's bunk bed", "Cancelled", "Normal", "assembly", 1120, 21, 2, 4, false],
  [1052, "Wool rug, 2 × 3 m", "Delivered", "Low", "", 390, 33, 4, 0, true],
  [1053, "Reading nook bench", "Packing", "Normal", "made to order", 710, 5, 3, 1, true],
  [1054, "Walnut coat rack", "New", "Low", "gift", 95, 1, 7, 2, true],
  [1055, "Café tables, 6", "Shipped", "High", "bulk", 1480, 10, 5, 3, true],
  [1056, "Display shelves, 8", "New", "High", "bulk, assembly", 1960, 0, 3, 4, false],
  [1057, "Oak dining table", "Delivered", "Normal", "made to order", 1290, 41, 4, 0, true],
  [1058, "Kitchen stool", "Delivered", "Low", "", 120, 19, 7, 1, true],
  [1059, "Meeting table, 10 seats", "Packing", "High", "made to order, assembly", 3200, 15, 0, 2, true],
  [1060, "Pendant lamps, 4", "Shipped", "Normal", "fragile", 520, 5, 1, 3, true],
  [1061, "Bath mat set", "New", "Low", "gift", 48, 0, 2, 4, true],
  [1062, "Studio daybed", "New", "Normal", "made to order", 980, 2, 6, 0, false],
  [1063, "Wine rack", "Packing", "Normal", "", 310, 4, 1, 1, true],
  [1064, "Pine wardrobe", "Delivered", "Normal", "assembly", 870, 27, 2, 2, true],
  [1065, "Hallway mirror", "Cancelled", "Low", "fragile", 210, 18, 7, 3, false],
  [1066, "Garden bench", "Shipped", "Normal", "", 340, 6, 4, 4, true],
  [1067, "Archive cabinet", "Packing", "Normal", "assembly", 760, 7, 6, 0, true],
  [1068, "Bar stools, 8", "New", "High", "bulk", 1150, 1, 5, 1, false],
  [1069, "Birch shelf boards, 30", "New", "Normal", "bulk", 690, 0, 0, 2, true],
  [1070, "Rocking chair", "Delivered", "Normal", "gift", 450, 36, 3, 3, true],
  [1071, "Oak writing slope", "New", "Low", "gift, made to order", 165, 0, 6, 4, true],
];

const STATUS = statusColumn(
  ["New", "default", "To-do"],
  ["Packing", "yellow", "In progress"],
  ["Shipped", "blue", "In progress"],
  ["Delivered", "green", "Complete"],
  ["Cancelled", "red", "Complete"],
);

function columns(customers: Table): Columns {
  return {
    Order: { title: {} },
    Status: STATUS,
    Priority: {
      select: {
        options: [
          { name: "Low", color: "gray" },
          { name: "Normal", color: "default" },
          { name: "High", color: "orange" },
        ],
      },
    },
    Tags: {
      multi_select: {
        options: [
          { name: "made to order", color: "brown" },
          { name: "assembly", color: "purple" },
          { name: "fragile", color: "pink" },
          { name: "bulk", color: "blue" },
          { name: "gift", color: "red" },
        ],
      },
    },
    Amount: { number: { format: "euro" } },
    "Ordered on": { date: {} },
    Due: { date: {} },
    Owner: { people: {} },
    Customer: {
      relation: { data_source_id: customers.sourceId, dual_property: { synced_property_name: "Orders" } },
    },
    "Customer email": { email: {} },
    Tracking: { url: {} },
    Paid: { checkbox: {} },
    "Total with VAT": { formula: { expression: 'round(prop("Amount") * 1.21, 2)' } },
  };
}

export async function seedOrders(seeding: Seeding, customers: Table, people: Customer[]): Promise<Table> {
  const table = await createTable(seeding, "Orders", "📦", columns(customers));
  for (const order of ORDERS) await seedOrder(seeding, table, order, people);
  await seeding.notion.dataSources.update({
    data_source_id: customers.sourceId,
    properties: {
      Spent: {
        rollup: { relation_property_name: "Orders", rollup_property_name: "Amount", function: "sum" },
      },
    },
  });
  return table;
}

async function seedOrder(seeding: Seeding, table: Table, order: Order, customers: Customer[]): Promise<void> {
  const [orderNumber, item, state, priority, tags, amount, daysAgo, customerIndex, owner, paid] = order;
  const customer = customers[customerIndex];
  const isPacked = ["Packing", "Shipped", "Delivered"].includes(state);
  await createRow(seeding, table, {
    Order: title(`${orderNumber} · ${item}`),
    Status: status(state),
    Priority: select(priority),
    Tags: multiSelect(tags.split(", ").filter((tag) => tag !== "")),
    Amount: number(amount),
    "Ordered on": day(seeding.now, -daysAgo),
    Due: day(seeding.now, 14 - daysAgo),
    Owner: people(OWNERS[owner] ?? MAYA.id),
    ...(customer && { Customer: relation(customer.id), "Customer email": email(customer.email) }),
    ...(isPacked && { Tracking: url(`https://parcels.example.com/track/FF${orderNumber}`) }),
    Paid: checkbox(paid),
  });
}
