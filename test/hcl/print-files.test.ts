import { printFiles, printHcl, type PrintedBlock, type Section } from "../../src/hcl/print-files";
import { terraformFmt } from "../support/hcl/terraform-fmt";

const DOCUMENT = {
  provider: { aws: [{ region: "a" }, { alias: "west" }] },
  variable: { size: { default: 1 } },
  data: { d: { e: {} } },
  resource: { policy: { a: {}, b: {} }, repository: { a: { name: "a" }, b: {} } },
  output: { url: { value: 1 } },
};

test("an empty document is an empty text", () => {
  expect(printHcl({ "//": "nothing", resource: {} })).toBe("");
});

test("blocks have the addresses by which Terraform calls them", () => {
  const addresses: string[] = [];
  printHcl(DOCUMENT, { comment: ({ address }) => (addresses.push(address), undefined) });
  expect(addresses).toEqual(
    "provider.aws provider.aws.west var.size data.d.e policy.a policy.b repository.a repository.b output.url".split(
      " ",
    ),
  );
});

test("a comment stands above its block, each line of it as a comment", () => {
  const comment = ({ address }: PrintedBlock) =>
    address === "repository.a" ? "Of the team.\r\n\n  Ask first. \n" : undefined;
  const text = printHcl(DOCUMENT, { comment });
  expect(text).toContain('\n\n# Of the team.\n#\n#   Ask first.\nresource "repository" "a" {\n');
  expect(text.match(/#/g)).toHaveLength(3);
});

test("a blank comment is none", () => {
  expect(printHcl(DOCUMENT, { comment: () => " \n" })).toBe(printHcl(DOCUMENT));
});

test("blocks can be ordered, and stay in reading order where the order does not say", () => {
  const group = ({ name, labels }: PrintedBlock) => (name === "resource" ? (labels[1] ?? "") : "");
  const text = printHcl(DOCUMENT, { compare: (a, b) => (group(a) < group(b) ? -1 : group(a) > group(b) ? 1 : 0) });
  expect([...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(([, type, name]) => `${type}.${name}`)).toEqual(
    "policy.a repository.a policy.b repository.b".split(" "),
  );
});

describe("files", () => {
  const sections: Section[] = [
    { file: "main.tf", title: "Repositories", matches: ({ labels }) => labels[0] === "repository" },
    { file: "versions.tf", matches: ({ name }) => name === "terraform" },
    { file: "outputs.tf", matches: ({ name }) => name === "output" },
    { file: "main.tf", title: "Rest", matches: () => true },
  ];
  const files = printFiles(DOCUMENT, { sections, header: "Generated." });

  test("have the blocks of their sections, under banners", () => {
    const rule = "#".repeat(80);
    expect(files.get("outputs.tf")).toBe('# Generated.\n\noutput "url" {\n  value = 1\n}\n');
    expect(files.get("main.tf")).toMatch(
      `# Generated.\n\n${rule}\n# Repositories\n${rule}\n\nresource "repository" "a" {`,
    );
    expect(files.get("main.tf")).toContain(`\n\n${rule}\n# Rest\n${rule}\n\nprovider "aws" {`);
  });

  test("without a block are left out", () => {
    expect([...files.keys()]).toEqual(["main.tf", "outputs.tf"]);
  });

  test("are as `terraform fmt` has them", () => {
    expect(terraformFmt([...files.values()])).toEqual([...files.values()]);
  });

  test("that would lose blocks are rejected", () => {
    expect(() => printFiles(DOCUMENT, { sections: sections.slice(0, 2) })).toThrow(
      "expected a section for each block, found none for provider.aws, provider.aws.west, var.size, data.d.e, policy.a, policy.b, output.url. Add a section.",
    );
  });
});

test("a list of several items among the locals has a line for each, so that another one changes no line", () => {
  expect(printHcl({ locals: { one: ["${a.b}"], several: ["${a.b}", "${c.d}"] } })).toBe(
    "locals {\n  one = [a.b]\n\n  several = [\n    a.b,\n    c.d,\n  ]\n}\n",
  );
});

test("locals stay in their order, those of several lines apart, each with its comment above", () => {
  const comments: Record<string, string> = { "local.map": "What is\nmeant.", "local.last": "A third.", locals: "All." };
  const document = { locals: { map: { a: 1 }, short: 1, longer: 2, last: 3 } };
  expect(printHcl(document, { comment: ({ address }) => comments[address] })).toBe(`# All.
locals {
  # What is
  # meant.
  map = {
    a = 1
  }

  short  = 1
  longer = 2

  # A third.
  last = 3
}
`);
});

test("values of locals go to the sections that hold them, and the rest stays together", () => {
  const files = printFiles(
    { locals: { a: 1, b: 2, c: 3, d: 4 }, output: { x: { value: "${local.a}" } } },
    {
      sections: [
        { file: "own.tf", matches: ({ address }) => ["local.b", "local.d"].includes(address) },
        { file: "rest.tf", matches: ({ name }) => name === "locals" || name === "output" },
      ],
      comment: ({ address }) => (address === "local.d" ? "The last." : undefined),
    },
  );
  expect(Object.fromEntries(files)).toEqual({
    "own.tf": "locals {\n  b = 2\n\n  # The last.\n  d = 4\n}\n",
    "rest.tf": 'locals {\n  a = 1\n  c = 3\n}\n\noutput "x" {\n  value = local.a\n}\n',
  });
});
