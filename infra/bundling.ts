import { readFile } from "node:fs/promises";
import { type BuildOptions, type Plugin, build as runEsbuild } from "esbuild";

/**
 * Asked for credentials when the environment holds none, and for operations that stream events. In Lambda it does, and we
 * call none; and its runtime ships them anyway.
 */
const unreachedInLambda = [
  "@aws-sdk/credential-provider-http",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-login",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@smithy/credential-provider-imds",
  "@smithy/core/event-streams",
];

/**
 * What packages carry along for cases that are none of ours, by the file that is never asked, and what stands in for it.
 * Each answers as the file does for what it does not know, or throws.
 */
const standIns: { files: RegExp; by: string }[] = [
  // Nodemailer's table of file types, 76 KB, and its downloads are for attachments without a type or content: ours have both.
  {
    files: /nodemailer\/dist\/esm\/mime-funcs\/mime-types\.js$/,
    by: `
      export const detectMimeType = () => "application/octet-stream";
      export const detectExtension = () => "bin";`,
  },
  { files: /nodemailer\/dist\/esm\/fetch\/index\.js$/, by: "export default undefined;" },
  // Its reading of addresses: ours are read by our own grammar, and come as objects.
  {
    files: /nodemailer\/dist\/esm\/addressparser\/index\.js$/,
    by: `export default () => { throw new Error("an address came as text"); };`,
  },
  // Punycode, which Node has too.
  {
    files: /nodemailer\/dist\/esm\/punycode\/index\.js$/,
    by: `import { domainToASCII } from "node:url"; export const toASCII = (domain) => domainToASCII(domain) || domain;
      export default { toASCII };`,
  },
  // Endpoints of Notion that we never call, and its helpers: the client comes as CommonJS, which can't be tree-shaken.
  {
    files:
      /@notionhq\/client\/build\/src\/(api-endpoints\/(agents|async-tasks|comments|custom-emojis|file-uploads|meeting-notes|oauth|search|views|webhooks)|helpers|meeting-notes|webhooks)\.js$/,
    by: "",
  },
  // SHA-256 in JavaScript, for places without node:crypto.
  {
    files: /@smithy\/core\/dist-es\/submodules\/checksum\/sha256\/Sha256Js\.js$/,
    by: "export class Sha256Js {}",
  },
  // What endpoint discovery remembers: DynamoDB's client makes it, and asks it only where that is switched on.
  { files: /mnemonist\/lru-cache\.js$/, by: "module.exports = class {};" },
];

const withStandIns: Plugin = {
  name: "with-stand-ins",
  setup(build) {
    for (const { files, by } of standIns) build.onLoad({ filter: files }, () => ({ contents: by }));
  },
};

/** Of its package.json a client reads the version. */
const withoutManifests: Plugin = {
  name: "without-manifests",
  setup(build) {
    build.onLoad({ filter: /node_modules\/.*\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/**
 * How a handler becomes one file for Lambda's Node 24: half the size and half the start time of esbuild's defaults.
 *
 * Output is CommonJS, and `import()` becomes `require()` too: importing node:http as an ES module evaluates its getters
 * and with them all of undici, a third of the start. `module` before `main` picks the tree-shakable half of the clients.
 */
export const bundleOptions: BuildOptions = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  mainFields: ["module", "main"],
  supported: { "dynamic-import": false },
  external: unreachedInLambda,
  plugins: [withStandIns, withoutManifests],
  legalComments: "none",
  logLevel: "warning",
};

/** Bundles the module `entry` and all it imports into the file `outfile`. Same input, same bytes. */
export async function bundle(entry: string, outfile: string): Promise<void> {
  await runEsbuild({ ...bundleOptions, entryPoints: [entry], outfile });
}

// A construct cannot wait, and esbuild runs plugins only for those who do: so constructs run this file.
if (import.meta.main) {
  const [entry, outfile] = process.argv.slice(2);
  if (entry === undefined || outfile === undefined)
    throw new Error("usage: node infra/bundling.ts <entry> <outfile>");
  await bundle(entry, outfile);
}
