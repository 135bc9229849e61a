import { terraformShape } from "../../src/hcl/grammar";
import { printHcl } from "../../src/hcl/print-files";
import { parseHcl, withEncodedRead } from "../support/hcl/parse-hcl";
import { Random } from "../support/hcl/random";
import { randomConfiguration } from "../support/hcl/random-trees";

const BATCHES = 10;
const TREES = 500;

describe("an independent parser reads from the HCL of random configurations what their JSON says", () => {
  test.each(Array.from({ length: BATCHES }, (_, index) => index + 1))(
    `${TREES} trees of seed %i`,
    async (seed) => {
      const { document, parsed, shapes } = randomConfiguration(new Random(seed), TREES);
      const text = printHcl(document, { shape: terraformShape(shapes) });
      expect(await parseHcl(text)).toEqual(await withEncodedRead(parsed));
    },
    60_000,
  );
});
