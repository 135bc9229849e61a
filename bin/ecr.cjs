#!/usr/bin/env node
// Runs the command from its TypeScript sources, which are not compiled beforehand.
require("tsx/cjs");
require("../src/cli/ecr.ts");
