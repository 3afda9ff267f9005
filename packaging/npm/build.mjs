#!/usr/bin/env node
// Lays out the npm packages: `makegood`, which finds the binary of its platform, and one package for each platform.
//
//   packaging/npm/build.mjs OUT                           the package `makegood`
//   packaging/npm/build.mjs OUT PLATFORM BINARY           the package `@makegood/PLATFORM`, such as linux-x64
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const platforms = JSON.parse(readFileSync(join(here, "platforms.json"), "utf8"));
const version = readFileSync(join(root, "Cargo.toml"), "utf8").match(/^version = "(.+)"$/m)[1];
const shared = {
  version,
  description: "Tells whether coding work marked done was really delivered: stubs, broken promises and hollow tests in Rust and C",
  license: "MIT OR Apache-2.0",
  keywords: ["lint", "stub", "todo", "pre-commit", "static-analysis"],
};

function write(folder, manifest) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, ...shared }, null, 2) + "\n");
  for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(root, licence), join(folder, licence));
}

function launcher(out) {
  const folder = join(out, "makegood");
  write(folder, {
    name: "makegood",
    bin: { makegood: "makegood.mjs" },
    files: ["makegood.mjs", "platforms.json"],
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(Object.keys(platforms).map((name) => [`@makegood/${name}`, version])),
  });
  for (const file of ["makegood.mjs", "platforms.json", "README.md"]) cpSync(join(here, file), join(folder, file));
  chmodSync(join(folder, "makegood.mjs"), 0o755);
}

function platformPackage(out, name, binary) {
  const platform = platforms[name];
  if (!platform) throw new Error(`there is no platform ${name}; there are ${Object.keys(platforms).join(", ")}`);
  const folder = join(out, name);
  write(folder, { name: `@makegood/${name}`, os: [platform.os], cpu: [platform.cpu], files: [platform.file] });
  copyFileSync(binary, join(folder, platform.file));
  chmodSync(join(folder, platform.file), 0o755);
}

const [out, name, binary] = process.argv.slice(2);
if (!out || (name && !binary)) {
  console.error("usage: build.mjs OUT [PLATFORM BINARY]");
  process.exit(2);
}
if (name) platformPackage(out, name, binary);
else launcher(out);
