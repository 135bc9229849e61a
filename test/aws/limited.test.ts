import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Files that make clients of AWS themselves, and why. */
const EXCEPT = [
  // Its one request is aborted after three seconds.
  "src/aws/caller-account.ts",
  // Asks the emulator on this machine.
  "src/cli/local/read-back.ts",
  // Makes no request: the SDK only tells which region is set.
  "src/cli/support/scans/registry.ts",
];

function sources(): string[] {
  return ["src/aws", "src/cli"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name}`),
  );
}

test("every client of AWS is made where its requests get their deadlines", () => {
  const makers = sources().filter((file) => /\bnew \w+Client\(/.test(readFileSync(join(ROOT, file), "utf8")));
  expect(makers.sort()).toEqual(EXCEPT);
});

test("every listing of AWS's is read by pages that end", () => {
  const bare = sources().filter((file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    return /\bpaginate[A-Z]\w*\(/.test(text) && !/from "(\.|\.\.\/\.\.\/aws|\.\.\/aws)\/pages"/.test(text);
  });
  expect(bare).toEqual([]);
});
