import { email, richText, select, title } from "../setup/cells.ts";
import { createRow, createTable, type Seeding, type Table } from "./seeding.ts";

export type Customer = { id: string; name: string; email: string };

const CUSTOMERS: [name: string, email: string, company: string, city: string, plan: string][] = [
  ["Hannah Brandt", "hannah.brandt@example.com", "Brandt Architekten", "Hamburg", "Business"],
  ["Luca Moretti", "luca.moretti@example.com", "Trattoria Moretti", "Bologna", "Business"],
  ["Sofia Almeida", "sofia.almeida@example.com", "", "Lisbon", "Private"],
  ["Oliver Grant", "oliver.grant@example.com", "Grant & Daughters Books", "Bristol", "Business"],
  ["Ingrid Solheim", "ingrid.solheim@example.com", "", "Bergen", "Private"],
  ["Marek Novák", "marek.novak@example.com", "Kavárna Pod Lípou", "Brno", "Business"],
  ["Claire Dubois", "claire.dubois@example.com", "Studio Dubois", "Lyon", "Business"],
  ["Daan Visser", "daan.visser@example.com", "", "Utrecht", "Private"],
];

export async function seedCustomers(seeding: Seeding): Promise<{ table: Table; customers: Customer[] }> {
  const table = await createTable(seeding, "Customers", "🧑‍🤝‍🧑", {
    Name: { title: {} },
    Email: { email: {} },
    Company: { rich_text: {} },
    City: { rich_text: {} },
    Kind: {
      select: {
        options: [
          { name: "Private", color: "gray" },
          { name: "Business", color: "blue" },
        ],
      },
    },
  });
  const customers: Customer[] = [];
  for (const [name, address, company, city, kind] of CUSTOMERS) {
    const id = await createRow(seeding, table, {
      Name: title(name),
      Email: email(address),
      Company: richText(company),
      City: richText(city),
      Kind: select(kind),
    });
    customers.push({ id, name, email: address });
  }
  return { table, customers };
}
