/** The words of the letter that all ways render. */
export const letter = {
  title: "Your order is on its way",
  greeting:
    "Hello Margaret, good news: your order left our workshop this morning and is with you on Thursday.",
  points: ["Ordered on 3 May 2026", "Amount: €1,296.00", "Packed by Rosa"],
  button: { words: "Track your parcel", url: "https://parcels.example.com/track/7714-3390" },
  header: ["Item", "Quantity", "Price"],
  rows: [
    ["Oak bench, oiled", "1", "€1,200.00"],
    ["Cushion, moss green", "2", "€48.00"],
    ["Together", "", "€1,296.00"],
  ],
  callout: "Please open it while the driver is there, and keep the box for a day or two.",
  closing: "Warm wishes from all of us at Fern & Field",
  footer: "Fern & Field Ltd., 12 Mill Lane, Hebden Bridge HX7 8AD",
  colors: { accent: "#2f5d50", muted: "#6a665e", line: "#e6e3dc", fill: "#f4f3ef", page: "#f5f4f1" },
};
