import { readPolicy, type PolicySide } from "../../../../src/domain/iam/evaluation/policy";
import { formatPath } from "../../../../src/domain/problems/problem";

const ALLOW = { Effect: "Allow", Action: "ecr:*", Resource: "*" };

function problems(document: unknown, kind: PolicySide = "identity"): string[] {
  const read = readPolicy(document, kind);
  return read.ok ? [] : read.problems.map(({ at, message }) => `${formatPath(at)}: ${message}`);
}

const faults = (statement: object, kind?: PolicySide) =>
  problems({ Version: "2012-10-17", Statement: [statement] }, kind);

test("statements are named after their policy, and by their Sid or number", () => {
  const read = readPolicy({ Version: "2012-10-17", Statement: [ALLOW, { ...ALLOW, Sid: "Push" }] }, "identity", "ci");
  expect(read).toMatchObject({
    ok: true,
    statements: [{ name: "ci, statement number 1", variables: true }, { name: "ci, statement Push" }],
  });
});

test("one statement needs no list, and the version that is the default has no variables", () => {
  expect(readPolicy({ Statement: ALLOW }, "identity")).toMatchObject({
    ok: true,
    statements: [{ name: "statement number 1", variables: false, statement: ALLOW }],
  });
});

test.each<[string, object, PolicySide, string]>([
  [
    "two kinds of action",
    { ...ALLOW, NotAction: "s3:*" },
    "identity",
    "one of Action and NotAction has to be there, and not both",
  ],
  [
    "no action",
    { Effect: "Allow", Resource: "*" },
    "identity",
    "one of Action and NotAction has to be there, and not both",
  ],
  [
    "two kinds of resource",
    { ...ALLOW, NotResource: "*" },
    "identity",
    "Resource and NotResource can not both be there",
  ],
  ["no resource", { Effect: "Allow", Action: "*" }, "identity", "Resource or NotResource has to be there"],
  [
    "a principal where none belongs",
    { ...ALLOW, Principal: "*" },
    "identity",
    "a policy of a user or role is about who has it; take Principal and NotPrincipal out",
  ],
  [
    "no principal where one belongs",
    ALLOW,
    "resource",
    "one of Principal and NotPrincipal has to be there, and not both",
  ],
  [
    "two kinds of principal",
    { ...ALLOW, Principal: "*", NotPrincipal: "*" },
    "resource",
    "one of Principal and NotPrincipal has to be there, and not both",
  ],
])("a statement with %s is refused", (_what, statement, kind, message) => {
  expect(faults(statement, kind)).toEqual([`Statement[0]: ${message}`]);
});

test("every fault is told, at its place", () => {
  expect(faults({ Effect: "Maybe", Action: ["ecr", "ecr:*"], Resource: 1, Condtion: {} })).toEqual([
    expect.stringMatching(/^Statement\[0\]\.Effect: found "Maybe"; allowed: Allow or Deny/),
    expect.stringContaining("an action is * or service:Name, where the name may have wildcards"),
    expect.stringContaining("Statement[0].Resource"),
    expect.stringContaining('unknown key "Condtion"'),
  ]);
});

test("what is no policy at all is refused", () => {
  expect(problems(undefined)).toHaveLength(1);
  expect(problems({ Version: "2012-10-17" })).toEqual([expect.stringContaining("Statement")]);
});
