import { listOf, policySize, type PolicyDocument } from "../../../src/domain/iam/policy";
import { planPolicies } from "../../../src/domain/operator/plan-policies";

const location = { account: "111122223333", region: "eu-west-1" };
const names = (count: number, stem = "team/some-repository") =>
  Array.from({ length: count }, (_, index) => `${stem}-${index}`);
const arn = (name: string) => `arn:aws:ecr:eu-west-1:111122223333:repository/${name}`;

function resources(documents: readonly PolicyDocument[], sid: string): string[] {
  return documents.flatMap(({ Statement }) =>
    Statement.filter(({ Sid }) => Sid === sid).flatMap(({ Resource }) => listOf(Resource)),
  );
}

test("a short list is one document, with the allow statement before the deny statement", () => {
  const plan = planPolicies({ location, manages: ["sandbox/", "tools/one"] });
  expect(plan.documents).toEqual([
    {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ManageOwnRepositories",
          Effect: "Allow",
          Action: [
            "ecr:CreateRepository",
            "ecr:DescribeRepositories",
            "ecr:ListImages",
            "ecr:PutImageScanningConfiguration",
            "ecr:PutImageTagMutability",
            "ecr:PutLifecyclePolicy",
            "ecr:TagResource",
          ],
          Resource: [arn("sandbox/*"), arn("tools/one")],
        },
        {
          Sid: "DenyChangesElsewhere",
          Effect: "Deny",
          Action: expect.arrayContaining(["ecr:Delete*", "ecr:Put*", "ecr:UploadLayerPart"]),
          NotResource: [arn("sandbox/*"), arn("tools/one")],
        },
      ],
    },
  ]);
  expect(plan).toMatchObject({ denies: "everything else", problems: [], sizes: plan.documents.map(policySize) });
});

test("keys have a separate statement, with each key once", () => {
  const key = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";
  const { documents } = planPolicies({ location, manages: ["sandbox/"], kmsKeyArns: [key, key] });
  expect(resources(documents, "EncryptOwnRepositories")).toEqual([key]);
});

test("a list that almost fills a policy moves the whole deny statement to the next", () => {
  const manages = names(60);
  const plan = planPolicies({ location, manages });
  expect(plan.documents.map(({ Statement }) => Statement.map(({ Sid }) => Sid))).toEqual([
    ["ManageOwnRepositories"],
    ["DenyChangesElsewhere"],
  ]);
  expect(plan.documents[1]?.Statement[0]?.NotResource).toEqual(manages.map(arn));
});

test.each([1, 50, 75, 76, 77, 78, 79, 80, 81, 82, 150, 400])(
  "%i names are split without changes, each document within the quota",
  (count) => {
    const manages = names(count);
    const { documents, sizes } = planPolicies({ location, manages, declaredRepositories: ["app/a", "app/b"] });
    expect(resources(documents, "ManageOwnRepositories")).toEqual(manages.map(arn));
    expect(sizes).toEqual(documents.map(policySize));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6144);
  },
);

test("a document is filled before the next one starts", () => {
  const { documents, sizes } = planPolicies({ location, manages: names(150), declaredRepositories: [] });
  const next = documents[1]?.Statement[0]?.Resource?.[0] ?? "";
  expect((sizes[0] ?? 0) + JSON.stringify(next).length + 1).toBeGreaterThan(6144);
});

test("an additional name at the end does not change full documents", () => {
  const before = planPolicies({ location, manages: names(150), declaredRepositories: [] }).documents;
  const after = planPolicies({ location, manages: names(151), declaredRepositories: [] }).documents;
  expect(after[0]).toEqual(before[0]);
});

test("if a policy cannot deny everything else, declared repositories are denied, with a warning", () => {
  const plan = planPolicies({ location, manages: names(100), declaredRepositories: ["app/a", "app/b", "app/a"] });
  expect(plan.denies).toBe("declared repositories");
  expect(resources(plan.documents, "DenyDeclaredRepositories")).toEqual([arn("app/a"), arn("app/b")]);
  expect(plan.problems).toEqual([
    {
      rule: "operator/deny-declared",
      severity: "warning",
      at: ["manages"],
      message: expect.stringMatching(
        /^expected at most 6144 characters to deny .*, found \d{4}\. Therefore, only changes to registry settings and to declared repositories \(3\)/,
      ),
    },
  ]);
});

test("many declared repositories are split between several policies", () => {
  const declared = names(120, "app/another-repository");
  const { documents, sizes } = planPolicies({ location, manages: names(100), declaredRepositories: declared });
  expect(resources(documents, "DenyDeclaredRepositories")).toEqual(declared.map(arn));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(6144);
});

test("without declared repositories, only registry settings are denied", () => {
  const { denies, documents } = planPolicies({ location, manages: names(100), declaredRepositories: [] });
  expect(denies).toBe("registry settings");
  const denied = documents.flatMap(({ Statement }) => Statement.filter(({ Effect }) => Effect === "Deny"));
  expect(denied.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([["DenyRegistrySettings", "*"]]);
});

test("a deny statement that does not fit is an error if declared repositories are unknown", () => {
  const { problems } = planPolicies({ location, manages: names(100) });
  expect(problems).toEqual([
    {
      rule: "operator/deny-size",
      severity: "error",
      at: ["manages"],
      message: expect.stringMatching(/found \d{4}\. Use fewer, wider prefixes, or list the repositories/),
    },
  ]);
});

test("more policies than the quota of a role are an error", () => {
  const { documents, problems } = planPolicies({ location, manages: names(1000), declaredRepositories: [] });
  expect(documents.length).toBeGreaterThan(10);
  expect(problems).toContainEqual({
    rule: "operator/policies",
    severity: "error",
    at: ["manages"],
    message: expect.stringMatching(
      new RegExp(
        `^expected permissions that fit in 10 managed policies.*, found ${documents.length} policies \\(\\d+ characters, at most 6144 in each\\)`,
      ),
    ),
  });
});
