import { TerraformStack } from "cdktf";
import { RepositoryRetention, type RepositoryRetentionProps } from "../../../modules/repository-retention/construct";
import { guardAddress } from "../../../modules/repository-retention/retention";
import { synthesize, type StackJson } from "../../support/synthesize";

function retention(props: RepositoryRetentionProps): StackJson {
  const { test: stack } = synthesize((app) => {
    new RepositoryRetention(new TerraformStack(app, "test"), "Retention", props);
  });
  if (stack === undefined) throw new Error("the stack is not called test");
  return stack;
}

test("each retained repository has an instance that Terraform does not destroy, by its name", () => {
  const { resource, locals } = retention({ retained: ["team/web", "team/api"] });
  expect(locals).toMatchObject({ retained_names: ["team/api", "team/web"], released_names: [] });
  expect(resource?.["terraform_data"]?.["retained"]).toEqual({
    for_each: "${local.retained_repositories}",
    lifecycle: { prevent_destroy: true },
  });
});

test("a released repository moves to a resource that Terraform may destroy", () => {
  const { resource, locals, moved } = retention({ retained: [], released: ["team/web", "team/api"] });
  expect(locals).toMatchObject({ retained_names: [], released_names: ["team/api", "team/web"] });
  expect(resource?.["terraform_data"]?.["released"]).toEqual({ for_each: "${local.released_repositories}" });
  expect(moved).toEqual([
    { from: 'terraform_data.retained["team/api"]', to: 'terraform_data.released["team/api"]' },
    { from: 'terraform_data.retained["team/web"]', to: 'terraform_data.released["team/web"]' },
  ]);
  expect(guardAddress("retained", "team/api")).toBe('terraform_data.retained["team/api"]');
});

test("the guards stay in a stack without retained repositories, so that the last one is not lost", () => {
  const { resource, moved } = retention({ retained: [] });
  expect(Object.keys(resource?.["terraform_data"] ?? {}).sort()).toEqual(["released", "retained"]);
  expect(moved).toBeUndefined();
});
