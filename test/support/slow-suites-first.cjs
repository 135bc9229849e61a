const path = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** Suites that take longest, slowest first. */
const SLOW = [
  "local/up",
  "stalled-commands",
  "destroy/growth",
  "package",
  "checkov",
  "modules",
  "destroy/destroy",
  "deploy",
  "operator-modules",
  "destroy/trouble",
  "ci-gate",
  "review-plan",
  "adopt-state",
  "runner-policy",
  "hcl-plan",
  "adopt",
  "operator-role",
  "retention",
  "handover",
  "module-plan",
  "access-kinds",
].map((name) => path.join(__dirname, "../e2e", `${name}.test.ts`));

/** Starts slow suites first if no earlier run has measured them, so that none of them runs alone at the end. */
module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const rank = ({ path: file, duration }) => (duration === undefined ? SLOW.indexOf(file) : -1);
    const slow = sorted.filter((test) => rank(test) !== -1).sort((a, b) => rank(a) - rank(b));
    return [...slow, ...sorted.filter((test) => rank(test) === -1)];
  }
};
