import { listOf, policySize, type PolicyDocument } from "../../../src/domain/iam/policy";
import { type Environment } from "../../../src/model/environment";
import { planReads } from "../../../src/operations/runner-policy/plan-reads";
import { readStack } from "../../../src/operations/runner-policy/stack";
import { addStacks } from "../../../stacks/add-stacks";
import { ciRole, environment, operator, repository } from "../../support/environment";
import { policiesOf } from "../../support/operations/runner-policy";
import { synthesize } from "../../support/synthesize";

const STATE = { kind: "backend", name: "s3", settings: { bucket: "acme", key: "{environment}/{stack}" } } as const;
const reviewer = (...repositories: readonly string[]) =>
  ciRole({ access: "review", roleName: "reviewer", repositories: [...repositories] });
const NAMES = ["team/api", "team/web", "other"];
const CLUSTER = { key: "prod", eks: "prod", oidcProvider: "lookup", authentication: { by: "exec" } } as const;
const REVIEWED: Partial<Environment> = {
  clusters: [CLUSTER],
  state: STATE,
  repositories: NAMES.map((name) => repository(name)),
  operator: operator(),
  ciRoles: [ciRole(), reviewer("team/")],
  removed: ["team/former"],
};

function stacksOf(parts: Partial<Environment>) {
  return synthesize((app) => {
    addStacks(app, { environment: environment(parts), projectFolder: ".." });
  });
}

/** What the role for reviews may read, computed from the finished stacks. */
function readsOf(parts: Partial<Environment>, characters = 10_240): PolicyDocument {
  const stacks = Object.entries(stacksOf(parts)).map(([name, stack]) => readStack(name, { ...stack }));
  return planReads({ stacks, repositories: parts.ciRoles?.at(-1)?.repositories ?? [], characters });
}

/** Each action with each of its resources. */
function grants(documents: readonly PolicyDocument[]): string[] {
  const all = documents.flatMap(({ Statement }) =>
    Statement.flatMap(({ Action, Resource }) =>
      listOf(Action).flatMap((action) => listOf(Resource).map((resource) => `${action} ${resource}`)),
    ),
  );
  return [...new Set(all)].sort();
}

test("the role reads what --plan-only grants for the registry and the access stack, below its prefixes", () => {
  const printed = ["registry", "access"].flatMap((kind) => policiesOf(REVIEWED, kind, true).policies);
  const widened = grants(printed.map(({ document }) => document)).map((grant) =>
    grant.replace(/:repository\/team\/.*$/, ":repository/team/*"),
  );
  expect(grants([readsOf(REVIEWED)])).toEqual([...new Set(widened)].sort());
});

test("its policy is complete although it is itself part of a stack that it reads", () => {
  const policy = stacksOf(REVIEWED)["test-access"]?.resource?.["aws_iam_role_policy"]?.["ci_reviewer_plan"];
  expect(policy).toMatchObject({ name: "plan", role: "${aws_iam_role.ci_reviewer.name}" });
  const written = grants([readsOf(REVIEWED)]);
  const text = String(policy?.["policy"]);
  for (const part of new Set(written.flatMap((grant) => grant.split(" "))))
    expect(text).toContain(JSON.stringify(part));
});

test("only roles for reviews get it, and only if the state is in S3", () => {
  const policies = (parts: Partial<Environment>) =>
    Object.keys(stacksOf(parts)["test-access"]?.resource?.["aws_iam_role_policy"] ?? {});
  expect(policies(REVIEWED).filter((name) => name.endsWith("_plan"))).toEqual(["ci_reviewer_plan"]);
  const local = { kind: "backend", name: "local", settings: { path: "{stack}" } } as const;
  expect(policies({ ...REVIEWED, state: local }).filter((name) => name.endsWith("_plan"))).toEqual([]);
});

test("what does not fit is folded, and reading only is what is widened", () => {
  const many = Array.from({ length: 500 }, (_, index) => repository(`team-${index % 3}/service-${index}`));
  const roles = Array.from({ length: 150 }, (_, index) => ciRole({ roleName: `role-number-${index}` }));
  const parts = { ...REVIEWED, repositories: many, ciRoles: [...roles, reviewer("team-0/")] };
  expect(grants([readsOf(parts, 9000)])).toContain(
    "ecr:DescribeRepositories arn:aws:ecr:eu-west-1:111122223333:repository/team-1/*",
  );
  const document = readsOf(parts, 4000);
  expect(policySize(document)).toBeLessThanOrEqual(4000);
  const resources = grants([document]);
  expect(resources).toContain("ecr:DescribeRepositories arn:aws:ecr:eu-west-1:111122223333:repository/team*");
  expect(resources).toContain("iam:GetRole arn:aws:iam::111122223333:role/*");
  expect(resources.filter((grant) => !/^\w+:(?:Get|List|Describe)/.test(grant))).toEqual([]);
});
