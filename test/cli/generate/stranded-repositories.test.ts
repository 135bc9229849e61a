import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { parseFiles } from "../../../src/cli/generate/checked-in";
import { strandedRepositories } from "../../../src/cli/generate/stranded-repositories";
import { type Environment } from "../../../src/model/environment";
import { environment, repository } from "../../support/environment";

const API = repository("team/api");
const WEB = repository("web", { deletionPolicy: "Retain" });
const TEAM = [{ name: "team", match: ["team/*"] }];

/** What would be stranded if the files of `before` are checked in. */
function stranded(before: Partial<Environment>, after: Partial<Environment>): string[] {
  const files = [...environmentTree(environment(before))].map(([path, text]) => ({ path, text }));
  return strandedRepositories(parseFiles(files).parsed, environment(after)).map(({ message }) => message);
}

const moves = (from: string, to: string) =>
  `team/api moves from the stack test-${from} to test-${to}. Until imports lists the repository with its old stack, the old stack's plan deletes the repository or is rejected, and the new stack cannot create it. ` +
  `Run npx ecr groups test --write (docs/groups.md). If the state of test-${from} is empty, delete terraform/environments/test/${from}.`;

test("a repository whose group changes is stranded until its import says where it comes from", () => {
  const [without, grouped] = [{ repositories: [API] }, { repositories: [API], groups: TEAM }];
  expect(stranded(without, grouped)).toEqual([moves("registry", "registry-team")]);
  expect(stranded(grouped, without)).toEqual([moves("registry-team", "registry")]);
  const imports = [{ repositoryName: "team/api", without: [], fromStack: "registry" }] as const;
  expect(stranded(without, { ...grouped, imports })).toEqual([]);
  // The move is deployed, and the import is removed.
  expect(stranded({ ...grouped, imports }, grouped)).toEqual([]);
});

test("a group is kept until its stack has no repositories", () => {
  const before = { repositories: [API, WEB], groups: TEAM };
  const after = { repositories: [WEB] };
  const abandoned =
    "test-registry-team is no longer a stack, but its state may still contain 1 repository (team/api). Without the stack, Terraform neither deletes these repositories nor removes them from the state. " +
    "Restore the group, deploy it without these repositories, and only then remove the group (docs/groups.md). If the state of test-registry-team is empty, delete terraform/environments/test/registry-team.";
  for (const lists of [{}, { removed: ["team/api"] }, { released: ["team/api"] }])
    expect(stranded(before, { ...after, ...lists })).toEqual([abandoned]);
  const emptied = { ...after, groups: TEAM, removed: ["team/api"] };
  expect(stranded(before, emptied)).toEqual([]);
  // It may not be deployed yet.
  expect(stranded(emptied, { ...after, removed: ["team/api"] })).toEqual([abandoned]);
  expect(stranded(emptied, after)).toEqual([]);
});

test("a removed repository stays in its group until it is deployed", () => {
  const before = { repositories: [API, WEB], groups: TEAM };
  const groups = [{ name: "team", match: ["teams/*"] }];
  expect(stranded(before, { repositories: [WEB], groups, removed: ["team/api"] })).toEqual([
    "team/api is in the stack test-registry-team, but its group has changed, so removed and released apply to test-registry, whose state does not contain the repository. " +
      "Keep the repository in its previous group until test-registry-team is deployed (docs/groups.md).",
  ]);
});

test("the stack of a region is destroyed before the region is removed", () => {
  const repositories = [API, WEB];
  const regions = [{ region: "us-east-1", imports: [] }];
  expect(stranded({ repositories, regions }, { repositories })).toEqual([
    "us-east-1 is no longer a region of test, but the state of test-us-east-1-registry may still contain 2 repositories (team/api, web). Restore the region, destroy its stacks, and only then remove the region (docs/regions.md). " +
      "Terraform does not destroy web, because of deletionPolicy Retain or Orphan. If the state of test-us-east-1-registry is empty, delete terraform/environments/test/us-east-1-registry.",
  ]);
  expect(stranded({ repositories, regions }, { repositories, regions })).toEqual([]);
  expect(stranded({ regions }, {})).toEqual([]);
});

test("an environment with repositories keeps its account and region", () => {
  const repositories = [repository("team/api", { forceDelete: true }), WEB];
  const publicRepositories = [{ repositoryName: "tools" }];
  const before = { repositories, publicRepositories };
  const at = (account: string, region: string) => ({ ...before, location: { account, region } });
  expect(stranded(before, at("111122223333", "eu-central-1"))).toEqual([
    "test moves from eu-west-1 to eu-central-1, but its states may still contain 2 repositories (team/api, web) in eu-west-1. " +
      "Depending on the version of the AWS provider, the next apply leaves these repositories in eu-west-1, unmanaged, or replaces them. A replacement deletes the images of team/api (forceDelete). " +
      "Terraform rejects the replacement of web (deletionPolicy Retain or Orphan). Declare a separate environment for eu-central-1, or add it under regions (docs/regions.md). " +
      "If nothing is deployed in eu-west-1, delete terraform/environments/test.",
  ]);
  expect(stranded(before, at("444455556666", "eu-west-1"))).toEqual([
    "test moves from account 111122223333 to account 444455556666, but its states may still contain 3 repositories (team/api, web, public:tools) in account 111122223333. " +
      "The next apply leaves these repositories in account 111122223333, unmanaged, and creates all of them in account 444455556666. Declare a separate environment for account 444455556666. " +
      "If nothing is deployed in account 111122223333, delete terraform/environments/test.",
  ]);
  expect(stranded({}, { location: { account: "111122223333", region: "eu-central-1" } })).toEqual([]);
});
