#!/usr/bin/env node
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const sources = join(__dirname, "../src/cli/ecr.ts");
if (existsSync(sources)) {
  // A checkout of the repository, where the sources change. The published package has compiled code only.
  require("tsx/cjs");
  require(sources);
} else {
  require("../dist/src/cli/ecr.js");
}
