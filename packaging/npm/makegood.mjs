#!/usr/bin/env node
// Runs the makegood of this platform, which npm installed as an optional dependency.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";

const platforms = JSON.parse(readFileSync(new URL("platforms.json", import.meta.url), "utf8"));
const name = `${process.platform}-${process.arch}`;

function binary() {
  if (!platforms[name]) {
    return { wrong: `makegood has no package for ${name}; it can be built from source with cargo` };
  }
  try {
    return { path: createRequire(import.meta.url).resolve(`@makegood/${name}/${platforms[name].file}`) };
  } catch {
    return { wrong: `@makegood/${name} is not installed; install makegood without --omit=optional` };
  }
}

const { path, wrong } = binary();
if (wrong) {
  console.error(`error: ${wrong}`);
  process.exit(2);
}
const run = spawnSync(path, process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
  console.error(`error: cannot run ${path}: ${run.error.message}`);
  process.exit(2);
}
process.exit(run.signal ? 128 + constants.signals[run.signal] : run.status);
