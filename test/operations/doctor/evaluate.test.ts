import { evaluateAccess, type AccessPolicies } from "../../../src/operations/doctor/evaluate";

const ROLE = "arn:aws:iam::111122223333:role/ci";
const REQUEST = {
  principal: ROLE,
  action: "ecr:PutImage",
  resource: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
  account: "111122223333",
};
const policy = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const named = (name: string, ...statements: readonly object[]) => ({ name, document: policy(...statements) });
const ALLOW = { Effect: "Allow", Action: "ecr:*", Resource: "*" };
const DENY = { Effect: "Deny", Action: "ecr:Put*", Resource: "*" };
const OTHER = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const FOREIGN = { ...REQUEST, principal: "arn:aws:iam::999988887777:role/ci" };
const NETWORK = { StringEquals: { "aws:SourceVpce": "vpce-1" } };

test.each<[string, AccessPolicies, object]>([
  ["an own policy allows", { policies: [named("a", ALLOW)] }, { answer: "allowed" }],
  [
    "the resource's policy allows within the account",
    { policies: [], resource: policy({ Effect: "Allow", Principal: { AWS: ROLE }, Action: "ecr:*" }) },
    { answer: "allowed" },
  ],
  ["nothing allows", { policies: [named("a", OTHER)] }, { answer: "denied", by: [{ side: "identity" }] }],
  [
    "an own policy denies, by name and number of its statement",
    { policies: [named("a", ALLOW), named("b", OTHER, DENY)] },
    { answer: "denied", by: [{ side: "identity", statement: "b, statement number 2" }] },
  ],
  [
    "the boundary leaves it out",
    { policies: [named("a", ALLOW)], boundary: named("b", OTHER) },
    { answer: "denied", by: [{ side: "boundary" }] },
  ],
  [
    "the resource's policy denies",
    { policies: [named("a", ALLOW)], resource: policy({ Sid: "No", Effect: "Deny", Principal: "*", Action: "ecr:*" }) },
    { answer: "denied", by: [{ side: "resource", statement: "statement No" }] },
  ],
])("%s", (_name, policies, expected) => {
  expect(evaluateAccess(REQUEST, policies)).toEqual(expected);
});

test("between accounts, both sides have to allow", () => {
  const theirs = { policies: [named("a", ALLOW)] };
  const ours = policy({ Effect: "Allow", Principal: { AWS: "999988887777" }, Action: "ecr:*" });
  expect(evaluateAccess(FOREIGN, { policies: [] })).toEqual({
    answer: "denied",
    by: [{ side: "resource" }, { side: "identity" }],
  });
  expect(evaluateAccess(FOREIGN, theirs)).toEqual({ answer: "denied", by: [{ side: "resource" }] });
  expect(evaluateAccess(FOREIGN, { policies: [], resource: ours })).toEqual({
    answer: "denied",
    by: [{ side: "identity" }],
  });
  expect(evaluateAccess(FOREIGN, { ...theirs, resource: ours })).toEqual({ answer: "allowed" });
});

test("a condition on what is not known makes the answer unclear, whether it allows or denies", () => {
  const why = "the decision depends on aws:SourceVpce (StringEquals vpce-1), which is unknown here";
  const allowed = { policies: [named("a", { ...ALLOW, Condition: NETWORK })] };
  expect(evaluateAccess(REQUEST, allowed)).toEqual({ answer: "unclear", why });
  const but = { ...DENY, Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } };
  const denied = evaluateAccess(REQUEST, { policies: [named("a", ALLOW, but)] });
  expect(denied).toEqual({ answer: "unclear", why: why.replace("StringEquals", "StringNotEquals") });
});

test("a condition on what is known is decided", () => {
  const Condition = { StringEquals: { "aws:PrincipalArn": ROLE } };
  expect(evaluateAccess(REQUEST, { policies: [named("a", { ...ALLOW, Condition })] })).toEqual({
    answer: "allowed",
  });
});

test("a policy that is none makes the answer unclear", () => {
  const access = evaluateAccess(REQUEST, { policies: [named("a", { Effect: "Maybe" })] });
  expect(access).toMatchObject({ answer: "unclear", why: expect.stringContaining("a policy is not valid: ") });
});
