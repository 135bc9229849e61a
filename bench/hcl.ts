/** `npm run bench`, the part about printing: the time to print a registry's stack, compared with JSON.stringify. To run it alone: `node -r tsx/cjs bench/hcl.ts`. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { readEnvironments } from "../src/config/read-environments";
import { printHcl } from "../src/hcl/print-files";
import { elementShapes } from "../src/hcl/element-shapes";
import { terraformShape } from "../src/hcl/grammar";
import { type JsonObject } from "../src/hcl/value";
import { addStacks } from "../stacks/add-stacks";
import { writeCorpus } from "./corpus";

const SIZES = [1000, 5000] as const;
const RUNS = 5;

/** Prints what printing takes, in parts of what synthesis and JSON take. */
export function benchmarkPrinting(): void {
  for (const size of SIZES) {
    const root = mkdtempSync(join(tmpdir(), "cdktf-ecr-bench-"));
    try {
      writeCorpus(root, size);
      const [reading] = readEnvironments(root);
      if (reading?.environment === undefined) throw new Error("expected a valid corpus, found problems");
      const { environment } = reading;
      const app = new App({ outdir: join(root, "cdktf.out") });
      const synthesis = seconds(() => {
        addStacks(app, { environment, projectFolder: "../../.." });
        app.synth();
      });
      const stack = app.node.children.find((child) => TerraformStack.isStack(child));
      if (stack === undefined) throw new Error("expected a stack, found none");
      const text = readFileSync(join(root, "cdktf.out", "stacks", stack.node.id, "cdk.tf.json"), "utf8");
      const document = JSON.parse(text) as JsonObject;
      const shapes = median(() => elementShapes(stack));
      const shape = terraformShape(elementShapes(stack));
      const printing = median(() => printHcl(document, { shape }));
      const stringify = median(() => JSON.stringify(document, undefined, 2));
      const lines = printHcl(document, { shape }).split("\n").length - 1;
      console.log(`${size} repositories, ${lines} lines of HCL; synthesis in this process ${ms(synthesis)}`);
      console.log(`  printing ${ms(printing)}, the elements' shapes ${ms(shapes)}, JSON.stringify ${ms(stringify)}`);
      const ratio = (by: number) => ((printing + shapes) / by).toFixed(2);
      console.log(
        `  printing with shapes: ${ratio(stringify)}x the time of JSON.stringify, ${ratio(synthesis)}x that of synthesis`,
      );
    } finally {
      rmSync(root, { recursive: true });
    }
  }
}

if (require.main === module) benchmarkPrinting();

function seconds(run: () => unknown): number {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function median(run: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => seconds(run)).sort((a, b) => a - b);
  return times[Math.floor(RUNS / 2)] ?? Number.NaN;
}

function ms(time: number): string {
  return `${Math.round(time * 1000)} ms`;
}
