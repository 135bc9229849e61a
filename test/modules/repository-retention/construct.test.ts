import { TerraformStack } from "cdktf";
import { RepositoryRetention, type RepositoryRetentionProps } from "../../../modules/repository-retention/construct";
import { guardAddress, guardKind, RETAINED_GUARDS } from "../../../src/domain/repository/retention";
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
  RETAINED_GUARDS.forEach((name, share) => {
    expect(resource?.["terraform_data"]?.[name]).toEqual({
      for_each: `\${local.retained_repositories[${share}]}`,
      lifecycle: { prevent_destroy: true },
    });
  });
});

test("a released repository moves to a resource that Terraform may destroy", () => {
  const { resource, locals, moved } = retention({ retained: [], released: ["team/web", "team/api"] });
  expect(locals).toMatchObject({ retained_names: [], released_names: ["team/api", "team/web"] });
  expect(resource?.["terraform_data"]?.["released"]).toEqual({ for_each: "${local.released_repositories}" });
  expect(moved).toEqual([
    { from: 'terraform_data.retained_0["team/api"]', to: 'terraform_data.released["team/api"]' },
    { from: 'terraform_data.retained_2["team/web"]', to: 'terraform_data.released["team/web"]' },
  ]);
});

test("the guards stay in a stack without retained repositories, so that the last one is not lost", () => {
  const { resource, moved } = retention({ retained: [] });
  expect(Object.keys(resource?.["terraform_data"] ?? {}).sort()).toEqual(["released", ...RETAINED_GUARDS]);
  expect(moved).toBeUndefined();
});

test("guards are told from other resources by type and name", () => {
  expect(guardKind("terraform_data", "retained_7")).toBe("retained");
  expect(guardKind("terraform_data", "released")).toBe("released");
  expect(guardKind("terraform_data", "retained_8")).toBeUndefined();
  expect(guardKind("aws_ecr_repository", "released")).toBeUndefined();
});

test("a repository's guard stays where it was deployed", () => {
  const names = Array.from({ length: 16 }, (_, index) => `team/service-${index}`);
  const shares = names.map((name) => /retained_(\d)\[/.exec(guardAddress("retained", name))?.[1]);
  expect(shares.join("")).toBe("0503072526466454");
});
