import { LOST_POLICIES } from "../../../../src/operations/review/changed-repository";
import { lookupAdvice, type DriftedResource } from "../../../../src/operations/review/plan/cloudtrail";
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

const UNCHANGED = change(API, "no-op", { before: VALUES, after: VALUES });

test("a plan without changes is as reviewed, and so are reads of data", () => {
  const data = change("data.aws_kms_alias.a", "read", {}, { mode: "data", type: "aws_kms_alias" });
  expect(compare({ before: SAME, after: SAME, changes: [UNCHANGED, data] })).toEqual({
    summary: {
      stack: "dev-registry",
      import: 0,
      create: 0,
      update: 0,
      replace: 0,
      delete: 0,
      forget: 0,
      isAsReviewed: true,
    },
    findings: [],
  });
});

test("resources that are not declared, also of modules, are outside the review", () => {
  const other = "module.a.aws_ecr_repository.this[0]";
  for (const [action, verb] of [
    ["create", "creates"],
    ["update", "changes"],
    ["delete,create", "replaces"],
  ] as const)
    expect(found([UNCHANGED, change(other, action, { before: {}, after: {} })])).toMatchObject({
      kind: "plan-outside",
      repositories: [],
      resources: [other],
      message: `the plan ${verb} ${other}, which the environment does not declare`,
    });
});

test("deletions say what is deleted, and why", () => {
  const reason = { action_reason: "delete_because_no_resource_config" };
  expect(found([change(API, "delete", { before: VALUES }, reason)])).toMatchObject({
    kind: "plan-destroys",
    repositories: ["team/api"],
    message: "the plan deletes the repository, although it is still declared",
    details: ["It is not in the planned configuration."],
  });
  expect(found([UNCHANGED, change(WEB, "delete", { before: {} })])).toMatchObject({
    message: "the plan deletes the repository, which neither the base nor the change declares",
    details: ["This may be a destroy plan (terraform plan -destroy)."],
  });
  expect(found([UNCHANGED, change(API, "delete", { before: {} }, { deposed: "12ab34cd" })])).toMatchObject({
    kind: "plan-destroys",
    message: "the plan deletes the remains of an interrupted replacement of the repository",
  });
});

test("a declared deletion is expected, of a stack that is removed it is not, and a name under removed must be forgotten", () => {
  const changes = [change(API, "delete", { before: VALUES })];
  expect(compare({ before: SAME, after: declared({}), changes }).findings).toEqual([]);
  expect(only(compare({ before: SAME, changes }).findings).message).toBe(
    "the plan deletes the repository, but according to the review, it stays in AWS",
  );
  const after = declared({}, { forgotten: new Set([API]) });
  expect(only(compare({ before: SAME, after, changes }).findings).message).toBe(
    "the plan deletes the repository, although the change lists it under removed",
  );
  expect(compare({ before: SAME, after, changes: [change(API, "forget", { before: VALUES })] }).findings).toEqual([]);
  expect(found([change(API, "forget", { before: VALUES })])).toMatchObject({ kind: "plan-forgets" });
});

test("a replacement says what forces it and what becomes of the images", () => {
  const encryption = (type: string) => ({ ...VALUES, encryption_configuration: [{ encryption_type: type }] });
  const replaced = (force_delete: boolean, more: object = {}) =>
    change(
      API,
      "delete,create",
      {
        before: { ...encryption("KMS"), force_delete },
        after: encryption("AES256"),
        replace_paths: [["encryption_configuration", 0, "encryption_type"]],
      },
      more,
    );
  expect(found([replaced(true)])).toMatchObject({
    kind: "plan-replaces",
    message:
      "the plan deletes the repository and creates it again, because encryption_configuration cannot be changed in place",
    details: [
      'encryption_configuration: declared {"encryption_type":"AES256"}, found {"encryption_type":"KMS"}.',
      "forceDelete is deployed, so AWS also deletes its images.",
      LOST_POLICIES,
    ],
  });
  const block = (type: string) =>
    declared({ [API]: { ...VALUES, encryption_configuration: [{ encryption_type: type }] } });
  expect(compare({ before: block("KMS"), after: block("AES256"), changes: [replaced(false)] }).findings).toEqual([]);
  const tainted = change(
    API,
    "create,delete",
    { before: VALUES, after: VALUES },
    { action_reason: "replace_because_tainted" },
  );
  expect(found([tainted]).details).toEqual([
    "A failed apply left it tainted. If it is complete, run terraform untaint.",
    "If it contains images, AWS refuses to delete it, and the apply stops halfway.",
    LOST_POLICIES,
  ]);
});

test("a change outside Terraform that the plan undoes says what was changed, and how to find out who did it", () => {
  const before = { ...VALUES, image_tag_mutability: "MUTABLE" };
  const undone = change(API, "update", { before, after: VALUES });
  const drifted: DriftedResource = {
    name: "team/api",
    events: ["PutImageTagMutability"],
    resourceNames: ["arn:aws:ecr:eu-west-1:111122223333:repository/team/api", "team/api"],
    ...{ region: "eu-west-1", account: "111122223333" },
  };
  const drift = change(API, "update", { before: VALUES, after: before });
  expect(found([undone], [drift])).toEqual({
    kind: "drift-undone",
    repositories: ["team/api"],
    resources: [API],
    message: "the plan reverts a change to the repository that was made outside Terraform",
    details: ["image_tag_mutability: declared IMMUTABLE, found MUTABLE."],
    drifted: [drifted],
  });
  expect(lookupAdvice(drifted)).toBe(
    `The plan does not show who made the change. CloudTrail keeps the event for 90 days. To look it up in account 111122223333: aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes AttributeKey=EventName,AttributeValue=PutImageTagMutability --query "Events[?contains(CloudTrailEvent, 'team/api')].[EventTime, Username]" --output text.`,
  );
  expect(found([undone])).toMatchObject({
    kind: "drift-undone",
    message: "the plan reverts a difference between the repository and the base",
  });
  // Also if the declaration of the same setting changes.
  const after = declared({ [API]: { ...VALUES, image_tag_mutability: "IMMUTABLE_WITH_EXCLUSION" } });
  const both = change(API, "update", {
    before,
    after: { ...VALUES, image_tag_mutability: "IMMUTABLE_WITH_EXCLUSION" },
  });
  expect(only(compare({ before: SAME, after, changes: [both] }).findings).kind).toBe("drift-undone");
});

test("tags that someone has added are a change outside Terraform, named once", () => {
  const tagged = declared({ [API]: { ...VALUES, tags: { a: "b" }, tags_all: { a: "b" } } });
  const [before, after] = [{ a: "b", c: "d" }, { a: "b" }].map((tags) => ({ ...VALUES, tags, tags_all: tags }));
  const { findings } = compare({ before: tagged, after: tagged, changes: [change(API, "update", { before, after })] });
  expect(only(findings).details?.[0]).toBe('tags: declared {"a":"b"}, found {"a":"b","c":"d"}.');
  const [drifted] = only(findings).drifted ?? [];
  expect(drifted && lookupAdvice(drifted)).toContain("Also look up UntagResource.");
});

test("what is created although the base declares it was deleted outside, or is missing in the state", () => {
  const created = change(API, "create", { after: VALUES });
  expect(found([created])).toMatchObject({
    kind: "plan-recreates",
    message: "the plan creates the repository, which the base already declares",
  });
  const gone = found([created], [change(API, "delete", { before: VALUES })]);
  expect(gone).toMatchObject({
    kind: "drift-undone",
    message: "the plan re-creates the repository, which was deleted outside Terraform",
  });
  expect(gone.drifted?.[0]?.events).toEqual(["DeleteRepository"]);
});

test("a plan of other declarations misses what the change declares", () => {
  const after = declared({ [API]: { ...VALUES, image_tag_mutability: "MUTABLE" }, [WEB]: { name: "team/web" } });
  const { findings } = compare({ before: SAME, after, changes: [UNCHANGED] });
  expect(findings.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
    "plan-misses: after the plan, the repository would differ from its declaration (image_tag_mutability)",
    "plan-misses: the plan does not contain the repository, which is declared",
  ]);
  const dropped = compare({ before: SAME, after: declared({}), changes: [UNCHANGED] });
  expect(only(dropped.findings).message).toBe("the plan keeps the repository, which the change deletes");
});

test("what is already as declared is a note, and the plan is as reviewed", () => {
  const after = declared({ [API]: { ...VALUES, image_tag_mutability: "MUTABLE" } });
  const now = { ...VALUES, image_tag_mutability: "MUTABLE" };
  const { findings, summary } = compare({
    before: SAME,
    after,
    changes: [change(API, "no-op", { before: now, after: now })],
  });
  expect(only(findings)).toMatchObject({
    kind: "plan-done",
    message: "the repository already matches the change",
  });
  expect(summary.isAsReviewed).toBe(true);
});

test("control characters of a plan do not reach a terminal", () => {
  const { findings } = compare({
    changes: [change('aws_ecr_repository.a["\u001b[2J"]', "create", { after: {} })],
    before: SAME,
    after: SAME,
  });
  expect(findings[0]?.message).toBe(
    'the plan creates aws_ecr_repository.a["�[2J"], which the environment does not declare',
  );
});

test("roles are looked up by their names, where IAM has its events, and settings of the registry by their calls", () => {
  const of = (address: string, type: string, values: object) => {
    const stack = declared({ [address]: { ...values, tags: { a: "b" }, rule: "x" } });
    const [before, after] = [
      { ...values, tags: {}, rule: "y" },
      { ...values, tags: { a: "b" }, rule: "x" },
    ];
    const changes = [change(address, "update", { before, after }, { type })];
    return only(compare({ before: stack, after: stack, changes }).findings).drifted?.[0];
  };
  expect(of("aws_iam_role.operator", "aws_iam_role", { name: "operator" })).toMatchObject({
    ...{ name: "aws_iam_role.operator", region: "us-east-1", resourceNames: ["operator"], account: "111122223333" },
    events: ["TagRole", "UntagRole"],
  });
  expect(
    of("aws_ecr_registry_scanning_configuration.registry", "aws_ecr_registry_scanning_configuration", {}),
  ).toMatchObject({ region: "eu-west-1", resourceNames: [], events: ["PutRegistryScanningConfiguration"] });
  // An account can have several rules, and events name their prefixes.
  expect(
    of("aws_ecr_pull_through_cache_rule.hub", "aws_ecr_pull_through_cache_rule", { ecr_repository_prefix: "hub" }),
  ).toMatchObject({ resourceNames: [], text: "hub" });
});
