import { addStacks } from "../../stacks/add-stacks";
import { environment, operator, repository } from "../support/environment";
import { synthesize } from "../support/synthesize";

test("cdktf's own validations, which are skipped otherwise, accept every stack with a guard and an import", () => {
  const cluster = { key: "prod", eks: "prod", oidcProvider: "lookup", authentication: { by: "exec" } } as const;
  const settings = {
    repositories: [repository("team/api", { deletionPolicy: "Retain" })],
    imports: [{ repositoryName: "team/api", without: [] }],
    operator: operator({ serviceAccountMode: "annotate" }),
    clusters: [cluster],
  };
  const stacks = synthesize((app) => {
    addStacks(app, { environment: environment(settings), projectFolder: "../../.." });
  }, false);
  expect(Object.keys(stacks)).toEqual(["test-registry", "test-access", "test-cluster"]);
  expect(stacks["test-registry"]?.import).toHaveLength(1);
  expect(stacks["test-registry"]?.resource).toHaveProperty("terraform_data");
});
