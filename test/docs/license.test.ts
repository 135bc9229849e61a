import { textOf } from "./markdown";

/** The words of a license: its copies differ in quotation marks, case and layout. */
function words(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/^copyright .*$/m, "")
    .replace(/https?/g, "http")
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .split(" ");
}

test("LICENSE is the license that package.json names", () => {
  const { license } = JSON.parse(textOf("package.json")) as { license: string };
  expect(license).toBe("MPL-2.0");
  expect(textOf("LICENSE")).toMatch(/^Mozilla Public License Version 2\.0\n/);
});

test("LICENSE has the full text, as a dependency under the same license has it", () => {
  const dependency = "node_modules/@cdktf/provider-aws";
  expect(JSON.parse(textOf(`${dependency}/package.json`))).toMatchObject({ license: "MPL-2.0" });
  expect(words(textOf("LICENSE"))).toEqual(words(textOf(`${dependency}/LICENSE`)));
});
