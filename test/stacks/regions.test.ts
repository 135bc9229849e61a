import { TerraformStack } from "cdktf";
import { addStacks } from "../../stacks/add-stacks";
import { type Environment } from "../../src/model/environment";
import { environment, operator, repository } from "../support/environment";
import { TEMPLATE_DEFAULTS } from "../../src/domain/registry/template-settings";
import { synthesize, type StackJson } from "../support/synthesize";

const CLUSTER = { key: "one", eks: "one", oidcProvider: "lookup", authentication: { by: "exec" } } as const;
const PARTS: Partial<Environment> = {
  groups: [{ name: "team", match: ["team/*"] }],
  repositories: [repository("team/api", { deletionPolicy: "Retain" }), repository("other")],
  operator: operator({ serviceAccountMode: "none" }),
  clusters: [CLUSTER],
  registry: { scanning: { scanType: "BASIC", rules: [] } },
};
const REGIONS: Partial<Environment> = {
  location: { account: "111122223333", region: "eu-west-1", otherRegions: ["us-east-1"] },
  regions: [{ region: "us-east-1", imports: [] }],
};

/** The stacks by name, and the stacks that each of them waits for. */
function stacksOf(parts: Partial<Environment>): {
  readonly stacks: Record<string, StackJson>;
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
} {
  const dependencies = new Map<string, readonly string[]>();
  const stacks = synthesize((app) => {
    addStacks(app, { environment: environment(parts), projectFolder: "../../.." });
    for (const child of app.node.children)
      if (TerraformStack.isStack(child))
        dependencies.set(
          child.node.id,
          child.dependencies.map(({ node }) => node.id),
        );
  });
  return { stacks, dependencies };
}

test("a second region changes nothing of the first one's stacks but the replication", () => {
  const [one, two] = [stacksOf(PARTS).stacks, stacksOf({ ...PARTS, ...REGIONS }).stacks];
  expect(two["test-registry"]).toEqual(one["test-registry"]);
  expect(two["test-registry-team"]).toEqual(one["test-registry-team"]);
  expect(Object.keys(two).sort()).toEqual([
    ...["test-access", "test-registry", "test-registry-team"],
    ...["test-us-east-1-registry", "test-us-east-1-registry-team"],
  ]);
});

test("a copy has the same addresses in its region's stack, and its own state", () => {
  const { "test-registry-team": main, "test-us-east-1-registry-team": copy } = stacksOf({
    ...PARTS,
    ...REGIONS,
  }).stacks;
  expect(copy?.resource).toEqual(main?.resource);
  expect(copy?.provider["aws"]?.[0]?.["region"]).toBe("us-east-1");
  expect(JSON.stringify(copy?.terraform.backend)).toContain("us-east-1-registry-team.tfstate");
});

test("a further region has its own creation templates, with their role", () => {
  const template = {
    ...TEMPLATE_DEFAULTS,
    prefix: "cache",
    appliedFor: ["PULL_THROUGH_CACHE" as const],
    tags: { Team: "cache" },
  };
  const registry = { creationTemplates: [template], templateRole: { roleName: "templates-us" } };
  const { stacks } = stacksOf({ ...PARTS, ...REGIONS, regions: [{ region: "us-east-1", imports: [], registry }] });
  expect(stacks["test-registry"]?.resource?.["aws_ecr_repository_creation_template"]).toBeUndefined();
  const copy = stacks["test-us-east-1-registry"]?.resource;
  expect(Object.values(copy?.["aws_ecr_repository_creation_template"] ?? {})).toMatchObject([{ prefix: "cache" }]);
  expect(JSON.stringify(copy?.["aws_iam_role_policy"])).toContain(
    "arn:aws:ecr:us-east-1:111122223333:repository/cache",
  );
});

test("a further region has its own notifications, and none of the first region's", () => {
  const { stacks } = stacksOf({
    ...PARTS,
    ...REGIONS,
    notifications: [{ name: "pushes", events: ["push"], emails: ["a@example.com"] }],
    regions: [
      {
        region: "us-east-1",
        imports: [],
        notifications: [{ name: "copies", events: ["replicationFailed"], emails: ["a@example.com"] }],
      },
    ],
  });
  const rules = (stack: string): string[] => Object.keys(stacks[stack]?.resource?.["aws_cloudwatch_event_rule"] ?? {});
  expect(rules("test-registry")).toEqual(["pushes_push"]);
  expect(rules("test-us-east-1-registry")).toEqual(["copies_replication_failed"]);
  expect(rules("test-us-east-1-registry-team")).toEqual([]);
});

test("each copy is deployed before its repository, and all of them before the replication", () => {
  const { dependencies } = stacksOf({ ...PARTS, ...REGIONS });
  expect(dependencies.get("test-registry")).toEqual(["test-us-east-1-registry", "test-us-east-1-registry-team"]);
  expect(dependencies.get("test-registry-team")).toEqual(["test-us-east-1-registry-team"]);
  expect(dependencies.get("test-us-east-1-registry-team")).toEqual([]);
});

test("roles have the repositories of all regions", () => {
  const { "test-access": access } = stacksOf({ ...PARTS, ...REGIONS }).stacks;
  for (const region of ["eu-west-1", "us-east-1"])
    expect(JSON.stringify(access)).toContain(`arn:aws:ecr:${region}:111122223333:repository/sandbox/*`);
});
