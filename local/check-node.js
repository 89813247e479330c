// Plain JavaScript: it must run on whatever Node there is.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    `Rowbell needs Node 24 and this is ${process.version}. "npm ci" installs it as a package beside the others; ` +
      'if install scripts are blocked, run "npm rebuild node" (or "npm ci" without --ignore-scripts) and try again.',
  );
  process.exit(1);
}
