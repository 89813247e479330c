/** One Notion colour in a message: as text and as ground, on light paper and on dark. */
type Color = { text: string; fill: string; darkText: string; darkFill: string };

// Notion's colours, the texts darkened until they have a contrast of 4.5 : 1 on white.
export const colors: Readonly<Record<string, Color>> = {
  gray: { text: "#6f6e69", fill: "#f1f1ef", darkText: "#a5a39d", darkFill: "#31302d" },
  brown: { text: "#8a5b45", fill: "#f4eeea", darkText: "#c79d86", darkFill: "#3d2f28" },
  orange: { text: "#a55508", fill: "#fbecdd", darkText: "#dd9a5c", darkFill: "#472f1a" },
  yellow: { text: "#7d5c0d", fill: "#fbf3db", darkText: "#d8b35e", darkFill: "#42371b" },
  green: { text: "#37704f", fill: "#edf3ec", darkText: "#83bd9a", darkFill: "#233a2d" },
  blue: { text: "#28688d", fill: "#e7f3f8", darkText: "#7fb6d8", darkFill: "#1e3747" },
  purple: { text: "#7d539e", fill: "#f5f1f8", darkText: "#bd98db", darkFill: "#392c47" },
  pink: { text: "#aa3c76", fill: "#faf0f5", darkText: "#e08fbc", darkFill: "#452838" },
  red: { text: "#bd3833", fill: "#fdebea", darkText: "#ee8a85", darkFill: "#4a2725" },
};

/** Black or white, whichever reads better on a ground. @param ground `#rrggbb`. */
export function inkOn(ground: string): "#ffffff" | "#1c1b18" {
  return luminance(ground) > 0.18 ? "#1c1b18" : "#ffffff";
}

/** How well a colour can be told from the white that a message stands on, from 1 to 21. @param color `#rrggbb`. */
export function contrastWithPaper(color: string): number {
  return 1.05 / (luminance(color) + 0.05);
}

/** Relative luminance, as WCAG 2 defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
