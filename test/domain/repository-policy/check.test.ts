import { checkPolicyLength, checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { found, label, policy, PULL, problemsOf, ROLE, statement } from "../../support/domain/repository-policy";

const PUSH = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];
const ANYBODY = { Principal: "*" };
const ORGANISATION = { StringEquals: { "aws:PrincipalOrgID": "o-example1234" } };

describe("sound policies have no problems", () => {
  test.each<[string, object]>([
    ["a role pulls", policy(statement())],
    ["one statement without a list", { Version: "2008-10-17", Id: "pull", Statement: statement() }],
    [
      "users push and pull",
      policy(
        statement({
          Principal: { AWS: [`arn:aws:iam::111122223333:user/a`, "arn:aws:iam::111122223333:user/b/c"] },
          Action: [...PUSH, ...PULL],
        }),
      ),
    ],
    [
      "another account pushes",
      policy(
        statement({ Sid: "AllowCrossAccountPush", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: PUSH }),
      ),
    ],
    ["a plain account ID", policy(statement({ Principal: { AWS: "111122223333" }, Action: PUSH }))],
    [
      "actions with wildcards, in any letter case",
      policy(statement({ Action: ["ecr:BatchGet*", "ECR:getdownloadurlforlayer", "ecr:Describe?mages"] })),
    ],
    ["everybody is denied to pull", policy(statement({ Effect: "Deny", ...ANYBODY }))],
    [
      "strange addresses are denied everything",
      policy(
        statement({
          Effect: "Deny",
          ...ANYBODY,
          Action: "ecr:*",
          Condition: { NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24"] } },
        }),
      ),
    ],
    [
      "all but one role are denied",
      policy(statement({ Effect: "Deny", Principal: undefined, NotPrincipal: { AWS: [ROLE, "111122223333"] } })),
    ],
    [
      "a service of one account",
      policy(
        statement({
          Principal: { Service: "codebuild.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        }),
      ),
    ],
    ["an organisation", policy(statement({ ...ANYBODY, Condition: ORGANISATION }))],
    [
      "a session of a role",
      policy(statement({ Principal: { AWS: "arn:aws:sts::111122223333:assumed-role/deployer/build-1" } })),
    ],
    ["a token in place of a principal", policy(statement({ Principal: { AWS: "${TfToken[TOKEN.7]}" } }))],
  ])("%s", (_, document) => {
    expect(checkRepositoryPolicy(document)).toEqual([]);
  });
});

test("a malformed key hides no fault of another and brings up none of its own", () => {
  expect(
    found(
      { ...statement({ Action: undefined, Sid: "a b" }), Actions: PULL },
      statement({ Effect: "Alow", Principal: "*" }),
    ),
  ).toEqual([
    "error repository-policy/unknown-key Statement[0].Actions",
    "error repository-policy/value Statement[1].Effect",
    "warning repository-policy/sid-characters Statement[0].Sid",
  ]);
});

describe("a push", () => {
  const uploads = PUSH.slice(1);

  test("needs every action of it, and the missing ones are named", () => {
    const [one] = problemsOf(statement({ Action: uploads }));
    expect(one).toMatchObject({
      severity: "warning",
      rule: "repository-policy/push-set",
      at: ["Statement", 0, "Action"],
    });
    expect(one?.message).toContain(
      "expected all actions that a push needs, but ecr:BatchCheckLayerAvailability is missing. Without it, pushes fail",
    );
    const [several] = problemsOf(statement({ Action: ["ecr:PutImage", "ecr:BatchC*"] }));
    expect(several?.message).toContain(
      "expected all actions that a push needs, but ecr:InitiateLayerUpload, ecr:UploadLayerPart and ecr:CompleteLayerUpload are missing. Without them, pushes fail",
    );
  });

  test("may be completed by another statement for the same principal, however spelt", () => {
    const account = statement({ Principal: { AWS: "111122223333" }, Action: uploads });
    const rest = statement({ Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: PUSH[0] });
    expect(found(account, rest)).toEqual([]);
  });

  test("is not completed for another principal, by a denial, or under a condition", () => {
    const expected = ["warning repository-policy/push-set Statement[0].Action"];
    const push = statement({ Action: uploads });
    const rest = { Action: PUSH[0] };
    expect(found(push, statement({ ...rest, Principal: { AWS: "444455556666" } }))).toEqual(expected);
    expect(found(push, statement({ ...rest, Effect: "Deny" }))).toEqual(expected);
    expect(found(push, statement({ ...rest, Condition: ORGANISATION }))).toEqual(expected);
  });

  test("is not judged while a statement is malformed that may hold the rest", () => {
    expect(found(statement({ Action: uploads }), statement({ Action: 7 }))).toEqual([
      "error repository-policy/type Statement[1].Action",
    ]);
  });
});

describe("length", () => {
  const sized = (length: number) =>
    policy(statement({ Condition: { StringLike: { "aws:PrincipalTag/a": "x".repeat(length) } } }));
  const rest = JSON.stringify(sized(0)).length;

  test("a policy has at most 10,240 characters", () => {
    expect(checkRepositoryPolicy(sized(10_240 - rest))).toEqual([]);
    expect(checkRepositoryPolicy(sized(10_241 - rest)).map(label)).toEqual(["error repository-policy/text-length "]);
  });

  test("a document is measured by itself too, as when grants were added to it", () => {
    expect(checkPolicyLength(sized(20_000))[0]?.message).toContain(
      "expected a policy of at most 10240 characters (compact JSON), found 20232. Merge statements, or grant access to a whole account or organization",
    );
  });
});

describe("the operator's ECR page", () => {
  const push = ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"];

  test("grants another account a push that cannot work", () => {
    const pull = statement({
      Sid: "AllowPullFromOtherAccount",
      Principal: { AWS: "arn:aws:iam::999888777666:role/ECS-Task-Execution-Role" },
      Action: [...PULL, "ecr:DescribeImages"],
    });
    const ci = statement({
      Sid: "AllowPushFromCI",
      Principal: { AWS: "arn:aws:iam::123456789012:role/GitLab-Runner" },
      Action: push,
    });
    const problems = problemsOf(pull, ci);
    expect(problems.map(label)).toEqual(["warning repository-policy/push-set Statement[1].Action"]);
    expect(problems[0]?.message).toContain("ecr:BatchCheckLayerAvailability");
  });

  test("grants pulls as AWS does", () => {
    expect(
      found(
        statement({
          Principal: { AWS: "arn:aws:iam::123456789012:role/ECS-Task-Execution-Role" },
          Action: [...PULL].reverse(),
        }),
      ),
    ).toEqual([]);
  });
});
