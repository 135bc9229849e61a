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
    "expected either Action or NotAction, found both",
  ],
  ["no action", { Effect: "Allow", Resource: "*" }, "identity", "expected either Action or NotAction, found neither"],
  [
    "two kinds of resource",
    { ...ALLOW, NotResource: "*" },
    "identity",
    "expected either Resource or NotResource, found both",
  ],
  [
    "no resource",
    { Effect: "Allow", Action: "*" },
    "identity",
    "expected either Resource or NotResource, found neither",
  ],
  [
    "a principal where none belongs",
    { ...ALLOW, Principal: "*" },
    "identity",
    "an identity policy cannot contain Principal or NotPrincipal. Remove the element",
  ],
  ["no principal where one belongs", ALLOW, "resource", "expected either Principal or NotPrincipal, found neither"],
  [
    "two kinds of principal",
    { ...ALLOW, Principal: "*", NotPrincipal: "*" },
    "resource",
    "expected either Principal or NotPrincipal, found both",
  ],
])("a statement with %s is refused", (_what, statement, kind, message) => {
  expect(faults(statement, kind)).toEqual([`Statement[0]: ${message}`]);
});

test("every fault is told, at its place", () => {
  expect(faults({ Effect: "Maybe", Action: ["ecr", "ecr:*"], Resource: 1, Condtion: {} })).toEqual([
    expect.stringMatching(/^Statement\[0\]\.Effect: expected Allow or Deny, found "Maybe"/),
    expect.stringContaining('or an action such as "ecr:PutImage"'),
    expect.stringContaining("Statement[0].Resource"),
    expect.stringContaining('found "Condtion"'),
  ]);
});

test("what is no policy at all is refused", () => {
  expect(problems(undefined)).toHaveLength(1);
  expect(problems({ Version: "2012-10-17" })).toEqual([expect.stringContaining("Statement")]);
});
