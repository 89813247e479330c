import { crc32, deflateSync } from "node:zlib";

/** A picture: a landscape of three bands, so that it is seen which side is up. */
export function png(width: number, height: number): Buffer {
  const bands = [
    [222, 229, 224],
    [150, 174, 156],
    [92, 112, 92],
  ];
  const rows = Array.from({ length: height }, (_, y) => {
    const band = bands[Math.min(2, Math.floor((3 * y) / height))] as number[];
    return Buffer.concat([Buffer.from([0]), Buffer.alloc(3 * width, Buffer.from(band))]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
