import { unknown } from "../../../src/domain/iam/evaluation/truth";
import { accessMatrix } from "../../../src/operations/access/matrix";
import { accessOf, answersOf, factsOf, OTHER, OWNER, policy, reasonsOf } from "../../support/operations/access";

const ROLE = `arn:aws:iam::${OWNER}:role/ci`;
const FOREIGN = `arn:aws:iam::${OTHER}:role/app`;
const EVERYTHING = { Action: "ecr:*" };

test("another account's principals need both sides", () => {
  const facts = factsOf(policy({ Sid: "A", Principal: { AWS: [OTHER] } }));
  expect(answersOf(facts, OTHER)).toBe("depends denied denied denied");
  expect(reasonsOf(facts, OTHER)).toEqual([
    `pull: repository policy, statement A; if the IAM policies of account ${OTHER} allow it`,
  ]);
  // A role of the account may pull by the account's grant.
  expect(reasonsOf(facts, FOREIGN)).toEqual([
    `pull: repository policy, statement A; if its own IAM policies in account ${OTHER} allow it`,
  ]);
  expect(answersOf(facts, "arn:aws:iam::777788889999:role/app")).toBe("denied denied denied denied");
});

test("an account's ID and its root ARN are one principal", () => {
  const facts = factsOf(policy({ Principal: { AWS: [OTHER, `arn:aws:iam::${OTHER}:root`] } }));
  const names = accessMatrix(facts).groups[0]?.principals.map(({ name }) => name);
  expect(names).toEqual([OTHER, OWNER]);
});

test("within the account one side is enough", () => {
  const facts = factsOf(policy({ Sid: "A", Principal: { AWS: ROLE } }));
  expect(answersOf(facts, ROLE)).toBe("allowed depends depends depends");
  expect(reasonsOf(facts, ROLE)).toEqual([
    "pull: repository policy, statement A",
    "push, delete images, change policy: if its own IAM policies allow it",
  ]);
  expect(answersOf(facts, OWNER)).toBe("depends depends depends depends");
});

test("the account's own policies are an alternative to a conditional statement, not a further condition", () => {
  const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } };
  const facts = factsOf(policy({ Sid: "Org", Principal: "*", Condition }));
  const { access } = accessOf(facts, OWNER);
  expect(access.pull).toMatchObject({
    needs: [],
    alternatives: [`the IAM policies of account ${OWNER} allow it`],
    statements: [{ statement: "statement Org", conditions: ["only from organization o-abcdefghij"] }],
  });
  expect(reasonsOf(facts, "*")).toEqual([
    "pull: repository policy, statement Org, only from organization o-abcdefghij; if the caller's own IAM policies allow it",
  ]);
});

test("a service may only do what names it, and is a member of no organization", () => {
  const facts = factsOf(
    policy(
      { Sid: "Org", Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } } },
      {
        Sid: "Lambda",
        Principal: { Service: "lambda.amazonaws.com" },
        Condition: { ArnLike: { "aws:SourceArn": `arn:aws:lambda:eu-west-1:${OWNER}:function:*` } },
      },
    ),
  );
  expect(reasonsOf(facts, "lambda.amazonaws.com")).toEqual([
    `pull: repository policy, statement Lambda, only for Lambda functions arn:aws:lambda:eu-west-1:${OWNER}:function:*`,
  ]);
  expect(answersOf(facts, "codebuild.amazonaws.com")).toBe("denied denied denied denied");
});

test("a denial wins, and one with a condition limits", () => {
  const allow = { Sid: "A", Principal: { AWS: ROLE }, ...EVERYTHING };
  const deny = { Sid: "D", Effect: "Deny", Principal: "*", Action: "ecr:PutImage" };
  expect(reasonsOf(factsOf(policy(allow, deny)), ROLE)).toEqual([
    "pull, delete images, change policy: repository policy, statement A",
    "push: denied by repository policy, statement D",
  ]);
  const limited = { ...deny, Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } } };
  expect(reasonsOf(factsOf(policy(allow, limited)), ROLE)).toContain(
    "push: repository policy, statement A; limited by repository policy, statement D, only from address 203.0.113.0/24",
  );
});

test("a push takes every action, deleting images any of several", () => {
  const Action = ["ecr:PutImage", "ecr:PutLifecyclePolicy"];
  const facts = factsOf(policy({ Sid: "A", Principal: { AWS: FOREIGN }, Action }));
  expect(answersOf(facts, FOREIGN)).toBe("denied denied depends denied");
  expect(reasonsOf(facts, FOREIGN)).toEqual([
    `delete images: repository policy, statement A; with ecr:PutLifecyclePolicy; if its own IAM policies in account ${OTHER} allow it`,
  ]);
});

describe("a declared role", () => {
  const own = policy({ Sid: "Own", Action: ["ecr:*"], Resource: `arn:aws:ecr:eu-west-1:${OWNER}:repository/team/*` });
  const role = { arn: ROLE, purpose: "CI role", policies: [{ name: "push", document: own }] };

  test("may do what its policies allow, on the repositories that they name", () => {
    const facts = factsOf(undefined, {
      roles: [role],
      repositories: ["team/api", "team/web", "base"].map((repositoryName) => ({ repositoryName, tags: {} })),
    });
    const { groups } = accessMatrix(facts);
    expect(groups.map(({ repositories }) => repositories)).toEqual([["team/api", "team/web"], ["base"]]);
    expect(groups.map(({ principals }) => principals.map(({ name }) => name))).toEqual([[OWNER, ROLE], [OWNER]]);
    expect(reasonsOf(facts, ROLE)).toEqual(["pull, push, delete images, change policy: policy push, statement Own"]);
  });

  test("is limited by a boundary, also by one whose policy is not known", () => {
    const boundary = { name: "arn:aws:iam::111122223333:policy/limit" };
    const within = (document?: unknown) =>
      factsOf(undefined, {
        roles: [{ ...role, boundary: { ...boundary, ...(document === undefined ? {} : { document }) } }],
      });
    expect(reasonsOf(within(), ROLE)).toEqual([
      `pull, push, delete images, change policy: policy push, statement Own; if its permissions boundary ${boundary.name} allows it`,
    ]);
    expect(answersOf(within(policy({ Resource: "*" })), ROLE)).toBe("allowed denied denied denied");
  });

  test("lends its policies to its sessions", () => {
    expect(answersOf(factsOf(undefined, { roles: [role] }), `arn:aws:sts::${OWNER}:assumed-role/ci/run`)).toBe(
      "allowed allowed allowed allowed",
    );
  });
});

describe("a registry policy", () => {
  const document = policy({
    Sid: "R",
    Principal: { AWS: OTHER },
    Resource: `arn:aws:ecr:eu-west-1:${OWNER}:repository/*`,
  });
  const facts = (inForce: boolean | ReturnType<typeof unknown>) =>
    factsOf(undefined, { registry: { document, inForce } });

  test("counts like the repository's own if its scope is every request", () => {
    expect(reasonsOf(facts(true), OTHER)).toEqual([
      `pull: registry policy, statement R; if the IAM policies of account ${OTHER} allow it`,
    ]);
    expect(answersOf(facts(false), OTHER)).toBe("denied denied denied denied");
  });

  test("is a question if its scope is not known", () => {
    expect(reasonsOf(facts(unknown("REGISTRY_POLICY_SCOPE is V2")), OTHER)).toEqual([
      `pull: registry policy, statement R; if the IAM policies of account ${OTHER} allow it, and if REGISTRY_POLICY_SCOPE is V2`,
    ]);
  });
});

test("repositories whose tested tags differ are decided apart", () => {
  const Condition = { StringEquals: { "aws:ResourceTag/public": "yes" } };
  const document = policy({ Sid: "Tagged", Principal: { AWS: ROLE }, Condition });
  const facts = factsOf(undefined, {
    repositories: [
      { repositoryName: "a", policy: document, tags: { public: "yes" } },
      { repositoryName: "b", policy: document, tags: { Team: "b" } },
    ],
  });
  const answers = accessMatrix(facts, { principals: [ROLE] }).groups.map(
    ({ principals }) => principals[0]?.access.pull.answer,
  );
  expect(answers).toEqual(["allowed", "depends"]);
});

test("a policy that is not valid is reported, and the others are decided", () => {
  const facts = factsOf(undefined, {
    repositories: [
      { repositoryName: "bad", policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow" }] }, tags: {} },
      { repositoryName: "good", policy: policy({ Principal: { AWS: ROLE } }), tags: {} },
    ],
  });
  const { groups, unread } = accessMatrix(facts);
  expect(groups.map(({ repositories }) => repositories)).toEqual([["good"]]);
  expect(unread).toEqual([
    { repositoryName: "bad", why: expect.stringContaining("expected either Action or NotAction") },
  ]);
});

test("equal repositories are decided once, and principals elsewhere are not mentioned", () => {
  const grant = (name: string) => policy({ Principal: { AWS: `arn:aws:iam::${OWNER}:role/${name}` } });
  const facts = factsOf(undefined, {
    repositories: ["a", "b", "c"].map((repositoryName, index) => ({
      repositoryName,
      policy: grant(index < 2 ? "x" : "y"),
      tags: {},
    })),
  });
  expect(
    accessMatrix(facts).groups.map(({ repositories, principals }) => [
      repositories,
      principals.map(({ name }) => name),
    ]),
  ).toEqual([
    [
      ["a", "b"],
      [OWNER, `arn:aws:iam::${OWNER}:role/x`],
    ],
    [["c"], [OWNER, `arn:aws:iam::${OWNER}:role/y`]],
  ]);
});
