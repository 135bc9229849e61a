import { grantsIn, samePolicy } from "../../../src/domain/repository-policy/same-policy";
import { repositoryPolicyDocument } from "../../../src/domain/repository-policy/document";
import { grantStatements } from "../../../src/domain/repository-policy/grants";
import { type RepositoryPolicy } from "../../../src/domain/repository-policy/schema";

const ONE = { Sid: "A", Effect: "Allow", Principal: { AWS: ["arn:a", "arn:b"] }, Action: ["ecr:X", "ecr:Y"] } as const;
const OTHER = {
  Effect: "Deny",
  Principal: "*",
  Action: "ecr:Z",
  Condition: { Bool: { "aws:SecureTransport": false } },
} as const;
const policy = (...Statement: RepositoryPolicy["Statement"] & readonly object[]): RepositoryPolicy => ({
  Version: "2012-10-17",
  Statement,
});

test("the order of statements and values, and lists of one, make no difference", () => {
  const turned = { ...ONE, Principal: { AWS: ["arn:b", "arn:a"] }, Action: ["ecr:Y", "ecr:X"] };
  const listed = { ...OTHER, Action: ["ecr:Z"], Condition: { Bool: { "aws:SecureTransport": ["false"] } } };
  expect(samePolicy(policy(ONE, OTHER), policy(listed, turned))).toBe(true);
  expect(samePolicy(policy(ONE), { Version: "2012-10-17", Statement: ONE })).toBe(true);
  expect(samePolicy(undefined, undefined)).toBe(true);
});

test("anything else does", () => {
  expect(samePolicy(policy(ONE), policy({ ...ONE, Sid: "B" }))).toBe(false);
  expect(samePolicy(policy(ONE), { ...policy(ONE), Version: "2008-10-17" })).toBe(false);
  expect(samePolicy(policy(OTHER), policy({ ...OTHER, Principal: { AWS: "*" } }))).toBe(false);
  expect(samePolicy(policy(ONE), undefined)).toBe(false);
});

test("grants are found in the policy that they become, and nowhere else", () => {
  const grants = { pullPrincipals: ["111122223333"], pushPrincipals: ["arn:aws:iam::444455556666:role/ci"] };
  const made = repositoryPolicyDocument(undefined, grantStatements(grants, "aws"));
  if (made === undefined) throw new Error("no policy");
  expect(grantsIn(made, "aws")).toEqual(grants);
  expect(grantsIn({ ...made, Statement: [...made.Statement, OTHER] }, "aws")).toBeUndefined();
  expect(grantsIn(made, "aws-cn")).toBeUndefined();
  expect(grantsIn(policy(ONE), "aws")).toBeUndefined();
});
