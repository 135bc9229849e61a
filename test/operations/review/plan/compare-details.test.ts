import { lookupAdvice } from "../../../../src/operations/review/plan/cloudtrail";
import { comparePlan } from "../../../../src/operations/review/plan/compare";
import { parsePlan } from "../../../../src/operations/review/plan/parse";
import {
  API,
  change,
  compare,
  declared,
  found,
  only,
  SAME,
  VALUES,
  WEB,
} from "../../../support/operations/review-plan";

const POLICY = "aws_ecr_lifecycle_policy.team_api";

test("imports are expected where they are declared, and may not change anything unseen", () => {
  const after = declared({ [API]: VALUES }, { imported: new Set([API]) });
  const importing = { id: "team/api" };
  const imported = change(API, "no-op", { before: VALUES, after: VALUES, importing });
  const result = compare({ before: declared({}), after, changes: [imported] });
  expect(result).toMatchObject({ findings: [], summary: { import: 1, isAsReviewed: true } });
  expect(only(compare({ before: declared({}), after: SAME, changes: [imported] }).findings)).toMatchObject({
    kind: "plan-outside",
    message: "the plan imports the repository, which the environment does not list under imports",
  });
  const changing = change(API, "update", {
    before: { ...VALUES, image_tag_mutability: "MUTABLE" },
    after: VALUES,
    importing,
  });
  expect(only(compare({ before: declared({}), after, changes: [changing] }).findings)).toMatchObject({
    kind: "existing-changed",
    message: "the import changes the repository",
    details: ["image_tag_mutability: declared IMMUTABLE, found MUTABLE."],
  });
});

test("policies are compared by meaning, and the provider's replacement of a lifecycle policy is a change", () => {
  const rules = (count: number) => [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: count },
      action: { type: "expire" },
    },
  ];
  const text = (count: number): string => JSON.stringify({ rules: rules(count) });
  const hcl = (count: number): string =>
    `\${jsonencode({"rules" = [{"rulePriority" = 1, "selection" = {"tagStatus" = "any", "countType" = "imageCountMoreThan", "countNumber" = ${count}}, "action" = {"type" = "expire"}}]})}`;
  const stack = (count: number) => declared({ [POLICY]: { policy: hcl(count) } });
  const replaced = change(POLICY, "delete,create", {
    before: { policy: text(30) },
    after: { policy: text(3) },
    replace_paths: [["policy"]],
  });
  expect(compare({ before: stack(30), after: stack(3), changes: [replaced] }).findings).toEqual([]);
  expect(only(compare({ before: stack(3), after: stack(3), changes: [replaced] }).findings)).toMatchObject({
    kind: "drift-undone",
    details: ["lifecyclePolicy rule 1, selection.countNumber: declared 3, found 30.", expect.any(String)],
    drifted: [{ events: ["PutLifecyclePolicy", "DeleteLifecyclePolicy"] }],
  });
  expect(only(compare({ before: stack(30), after: stack(5), changes: [replaced] }).findings).kind).toBe("plan-misses");
});

test("values that are unknown until the apply, or sensitive, are not compared", () => {
  const after = declared({ [API]: { ...VALUES, image_tag_mutability: "MUTABLE" } });
  for (const mark of [
    { after_unknown: { image_tag_mutability: true } },
    { after_sensitive: { image_tag_mutability: true } },
  ])
    expect(
      compare({ before: SAME, after, changes: [change(API, "update", { before: VALUES, after: VALUES, ...mark })] })
        .findings,
    ).toEqual([]);
  const hidden = change(API, "update", {
    before: { ...VALUES, image_tag_mutability: "x" },
    after: VALUES,
    before_sensitive: { image_tag_mutability: true },
  });
  expect(found([hidden]).details?.[0]).toBe("image_tag_mutability: its values are sensitive.");
});

test("guards that move are expected", () => {
  const [retained, released] = ["retained_6", "released"].map((name) => `terraform_data.${name}["team/api"]`) as [
    string,
    string,
  ];
  const after = declared({ [released]: {} }, { moved: new Map([[retained, released]]) });
  const moved = change(released, "no-op", { before: {}, after: {} }, { previous_address: retained });
  expect(compare({ before: declared({ [retained]: {} }), after, changes: [moved] }).findings).toEqual([]);
});

test("the same finding about several repositories is one", () => {
  const same = declared({ [API]: VALUES, [WEB]: VALUES });
  const { findings } = compare({
    before: same,
    after: same,
    changes: [API, WEB].map((address) => change(address, "create", { after: VALUES })),
  });
  expect(only(findings)).toMatchObject({ repositories: ["team/api", "team/web"], resources: [API, WEB] });
});

test("other resources are replaced with less harm, and name who may have changed them by their address", () => {
  const RULE = "aws_ecr_pull_through_cache_rule.k8s";
  const stack = declared({ [RULE]: { ecr_repository_prefix: "k8s", upstream_registry_url: "quay.io" } });
  const [before, after] = ["registry.k8s.io", "quay.io"].map((url) => ({
    ecr_repository_prefix: "k8s",
    upstream_registry_url: url,
  }));
  const replaced = change(RULE, "delete,create", { before, after, replace_paths: [["upstream_registry_url"]] });
  expect(only(compare({ before: stack, after: stack, changes: [replaced] }).findings)).toMatchObject({
    kind: "plan-replaces-setting",
    repositories: [],
    message: `the plan deletes ${RULE} and creates it again, because upstream_registry_url cannot be changed in place`,
  });
  const role = "aws_iam_role.push";
  const roles = declared({ [role]: { max_session_duration: 3600 } });
  const undone = change(role, "update", {
    before: { max_session_duration: 7200 },
    after: { max_session_duration: 3600 },
  });
  const [drifted] = only(compare({ before: roles, after: roles, changes: [undone] }).findings).drifted ?? [];
  expect(drifted && lookupAdvice(drifted)).toContain(
    "--region us-east-1 --lookup-attributes AttributeKey=EventName,AttributeValue=UpdateRole --query \"Events[?contains(CloudTrailEvent, 'push')]",
  );
});

test("without a base, only what contradicts the working tree is found", () => {
  const changes = [change(API, "create", { after: VALUES }), change(WEB, "delete", { before: {} })];
  const { findings } = compare({ after: SAME, isBaseKnown: false, changes });
  expect(findings.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
    "plan-destroys: the plan deletes the repository, which is not declared",
  ]);
});

test("a redacted plan of Terraform Cloud lists only what changes, and its place is that of the ARNs", () => {
  const two = declared({ [API]: VALUES, [WEB]: { name: "team/web" } });
  const after = declared({ [API]: { ...VALUES, image_tag_mutability: "MUTABLE" }, [WEB]: { name: "team/web" } });
  const before = { ...VALUES, arn: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api" };
  const changes = [change(API, "update", { before, after: { ...before, image_tag_mutability: "MUTABLE" } })];
  const redacted = parsePlan({ plan_format_version: "1.2", resource_changes: changes });
  expect(redacted).toMatchObject({ isWhole: false, account: "111122223333", region: "eu-west-1" });
  const stack = { name: "dev-registry", isBaseKnown: true, before: two, plan: redacted };
  expect(comparePlan({ ...stack, after }, new Map()).findings).toEqual([]);
  const other = declared({ [API]: VALUES, [WEB]: { name: "team/web", force_delete: true } });
  expect(comparePlan({ ...stack, after: other }, new Map()).findings.map(({ kind }) => kind)).toEqual([
    "plan-misses",
    "plan-misses",
  ]);
});
