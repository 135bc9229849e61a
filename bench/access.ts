/** `npm run bench`, the part about `ecr access`: its time in that of reading and checking the same environment. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCorpus, type CorpusGrants } from "./corpus";
import { measure } from "./measure";

const COUNT = 5000;
const RUNS = 3;
const LIMIT = 3;

const WORDS: Readonly<Record<CorpusGrants, string>> = {
  shared: "40 different policies",
  own: "a different policy each",
};

/** Prints the time of the matrix of so many repositories, for policies that are shared and for policies that all differ. */
export function benchmarkAccess(): void {
  for (const grants of ["shared", "own"] as const) {
    const root = mkdtempSync(join(tmpdir(), "cdktf-ecr-bench-"));
    try {
      writeCorpus(root, COUNT, "own", grants);
      const [validate, access] = measure(
        ["validate", "access"].map((name) => ({ name, args: [root] })),
        RUNS,
      );
      if (validate === undefined || access === undefined)
        throw new Error("expected a measurement of each program, found fewer");
      console.log(
        `access to ${COUNT} repositories with ${WORDS[grants]}: ${(access.seconds / validate.seconds).toFixed(2)}x the time of validate, ${(access.seconds - validate.seconds).toFixed(2)} s more (${Math.round(access.memory)} MiB; limit ${LIMIT} s more)`,
      );
    } finally {
      rmSync(root, { recursive: true });
    }
  }
}

if (require.main === module) benchmarkAccess();
