import { type BuildOptions, type Plugin, build as runEsbuild } from "esbuild";

/** Ask elsewhere for credentials when the environment holds none. In Lambda it does; and its runtime ships them anyway. */
const unreachedInLambda = [
  "@aws-sdk/credential-provider-http",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-login",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@smithy/credential-provider-imds",
];

/**
 * Nodemailer looks into its table of file types, 76 KB, for attachments only, and our mails have none. What stands in for
 * it answers as the table does for a type it does not know.
 */
const withoutFileTypes: Plugin = {
  name: "without-file-types",
  setup(build) {
    build.onLoad({ filter: /nodemailer\/dist\/esm\/mime-funcs\/mime-types\.js$/ }, () => ({
      contents: `
        export const detectMimeType = () => "application/octet-stream";
        export const detectExtension = () => "bin";`,
    }));
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
  plugins: [withoutFileTypes],
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
