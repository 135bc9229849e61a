import { type Doomed } from "../../../cli/destroy/census";
import { destructionText } from "../../../cli/destroy/table";
import { ciRole, environment, operator, repository } from "../../support/environment";

const STACKS = ["test-registry"];

function doomed(repositoryName: string, contents: Doomed["contents"], fate: Doomed["fate"]): Doomed {
  return { owned: { repositoryName, arn: "", forceDelete: false, addresses: [] }, contents, fate };
}

beforeAll(() => {
  process.env["NO_COLOR"] = "1";
});

test("each repository is shown with what is in it and what becomes of it, and the sum of what is known", () => {
  const rows = [
    doomed("team/api", { known: "images", count: 1200, bytes: 3 * 2 ** 30 }, { kind: "delete", words: "is deleted" }),
    doomed("team/gone", { known: "gone" }, { kind: "delete", words: "is not in AWS any more" }),
    doomed("team/secret", { known: "nothing", why: "denied" }, { kind: "refuse", words: "cannot be counted" }),
  ];
  expect(destructionText(environment(), STACKS, rows).split("\n")).toEqual([
    "test: account 111122223333, eu-west-1",
    "",
    "images  size    repository",
    "1,200   3.0 GB  team/api        is deleted",
    "-       -       team/gone       is not in AWS any more",
    "?       ?       team/secret     REFUSED, cannot be counted",
    "1,200   3.0 GB  3 repositories",
    "",
    "Stacks that are destroyed: test-registry",
    "",
  ]);
});

test("what is declared but not in the state is left alone, and the operator's loss is told", () => {
  const declared = environment({ repositories: [repository("team/new")], operator: operator() });
  const text = destructionText(declared, ["test-registry", "test-access"], []);
  expect(text).toContain("No repository is in the state of test-registry.\n");
  expect(text).toContain("Declared but not in the state, so left alone: team/new\n");
  expect(text).toContain("With test-access goes the role infra-operator-ecr-role: the operator can no longer use AWS");
});

test("which settings of the whole registry AWS gets back is told", () => {
  const scanning = { scanType: "BASIC", rules: [] } as const;
  const registry = { scanning, policy: undefined, replication: [{ destinations: [{ region: "eu-central-1" }] }] };
  expect(destructionText(environment({ registry }), STACKS, [])).toContain(
    "With test-registry go settings of the whole registry, back to AWS's defaults: registry.scanning, registry.replication.\n",
  );
});

test("whose workflows can no longer push is told", () => {
  const ciRoles = [ciRole(), ciRole({ roleName: "web", source: { path: "acme/web", branch: "main" } })];
  expect(destructionText(environment({ ciRoles }), ["test-registry", "test-access"], [])).toContain(
    "With test-access go the roles of workflows, which can no longer push: test-github-ecr-push (acme/api), web (acme/web).\n",
  );
});
