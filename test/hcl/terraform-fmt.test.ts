import { terraformShape } from "../../src/hcl/grammar";
import { printHcl } from "../../src/hcl/print-files";
import { Random } from "../support/hcl/random";
import { randomConfiguration } from "../support/hcl/random-trees";
import { terraformFmt } from "../support/hcl/terraform-fmt";

test("`terraform fmt` finds nothing to change in the HCL of random configurations", () => {
  const texts = Array.from({ length: 40 }, (_, seed) => {
    const { document, shapes } = randomConfiguration(new Random(1000 + seed), 50);
    return printHcl(document, { shape: terraformShape(shapes) });
  });
  expect(terraformFmt(texts)).toEqual(texts);
}, 60_000);
