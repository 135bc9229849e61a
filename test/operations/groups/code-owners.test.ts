import { codeOwnerLines } from "../../../src/operations/groups/code-owners";

const GROUPS = [
  { name: "payments", match: ["payments/*"], owners: ["@acme/payments", "lead@example.com"] },
  { name: "search", match: ["search/*"], owners: ["@acme/search"] },
  { name: "shop", match: ["shop/*"] },
];

test("a folder stands for its files if all belong to one group; a file of several groups has no owner", () => {
  const lines = codeOwnerLines({
    groups: GROUPS,
    folders: ["registries/repositories"],
    groupsByFile: new Map([
      ["registries/repositories/payments/deep/api.yaml", new Set(["payments"])],
      ["registries/repositories/payments/web.yaml", new Set(["payments"])],
      ["registries/repositories/mixed/search.yaml", new Set(["search"])],
      ["registries/repositories/mixed/both.yaml", new Set(["search", undefined])],
      ["registries/repositories/my shop.yaml", new Set(["shop"])],
      ["registries/repositories/old search.yaml", new Set(["search"])],
    ]),
    generated: "registries/terraform/environments/dev",
  });
  expect(lines).toEqual([
    "# payments",
    "/registries/repositories/payments/ @acme/payments lead@example.com",
    "/registries/terraform/environments/dev/registry-payments/ @acme/payments lead@example.com",
    "",
    "# search",
    "/registries/repositories/mixed/search.yaml @acme/search",
    String.raw`/registries/repositories/old\ search.yaml @acme/search`,
    "/registries/terraform/environments/dev/registry-search/ @acme/search",
    "",
    "# No owner: registries/repositories/mixed/both.yaml contains repositories of no group, search.",
  ]);
});

test("the folder of all repositories has no owner, because any group may add files", () => {
  const groupsByFile = new Map([["repositories/a.yaml", new Set(["search"])]]);
  expect(codeOwnerLines({ groups: GROUPS, folders: ["repositories"], groupsByFile })).toEqual([
    "# payments",
    "",
    "# search",
    "/repositories/a.yaml @acme/search",
    "",
  ]);
});
