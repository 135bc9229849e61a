import { type PolicyDocument } from "../../../../src/domain/iam/policy";
import { differenceText } from "../../../../src/domain/repository/differences/difference";
import { policyDifferences } from "../../../../src/domain/repository/differences/repository-policy";

const WRITTEN: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Build",
      Effect: "Allow",
      Principal: { AWS: ["111111111111", "arn:aws:iam::222222222222:role/build"], Service: "codebuild.amazonaws.com" },
      Action: ["ecr:BatchGetImage", "ecr:PutImage"],
      Condition: { Bool: { "aws:SecureTransport": true }, StringLike: { "aws:SourceArn": ["a*", "b*"] } },
    },
  ],
};

function policy(declared: PolicyDocument | undefined, found: unknown): string[] {
  const text = found === undefined ? undefined : JSON.stringify(found);
  return policyDifferences(declared, text).map(differenceText);
}

test("policies that mean the same have no differences, however they are written", () => {
  const found = {
    Statement: {
      Condition: { StringLike: { "aws:SourceArn": ["b*", "a*"] }, Bool: { "aws:SecureTransport": ["true"] } },
      Action: ["ecr:putimage", "ecr:BatchGetImage"],
      Principal: {
        Service: ["codebuild.amazonaws.com"],
        AWS: ["arn:aws:iam::222222222222:role/build", "arn:aws:iam::111111111111:root"],
      },
      Effect: "Allow",
      Sid: "Build",
    },
    Version: "2012-10-17",
  };
  expect(policy(WRITTEN, found)).toEqual([]);
});

test("everybody is everybody in both spellings", () => {
  const open = (Principal: "*" | { readonly AWS: "*" }): PolicyDocument => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "ecr:BatchGetImage" }],
  });
  expect(policy(open("*"), open({ AWS: "*" }))).toEqual([]);
});

test("elements of a statement that differ are named", () => {
  const found = {
    Version: "2008-10-17",
    Id: "old",
    Statement: [{ Sid: "Build", Effect: "Deny", Principal: "*", Action: "ecr:PutImage" }],
  };
  expect(policy(WRITTEN, found)).toEqual([
    'repositoryPolicy, Version: declared "2012-10-17", found "2008-10-17"',
    'repositoryPolicy, Id: declared nothing, found "old"',
    'repositoryPolicy statement Build, Effect: declared "Allow", found "Deny"',
    'repositoryPolicy statement Build, Principal: declared "111111111111", "arn:aws:iam::222222222222:role/build", "Service:codebuild.amazonaws.com", found "*"',
    'repositoryPolicy statement Build, Action: declared but not found "ecr:BatchGetImage"',
    expect.stringMatching(/^repositoryPolicy statement Build, Condition: declared \{"Bool".*, found nothing$/),
  ]);
});

test("statements on one side only are named, by their Sid where they have one", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "ecr:ListImages" };
  const found = { Version: "2012-10-17", Statement: [{ ...statement, Sid: "ByHand" }, statement] };
  expect(policy(WRITTEN, found)).toEqual([
    expect.stringMatching(/^repositoryPolicy statement Build: declared \{"Sid":"Build".*, found nothing$/),
    expect.stringMatching(/^repositoryPolicy statement ByHand: declared nothing, found \{/),
    expect.stringMatching(/^repositoryPolicy statement without Sid: declared nothing, found \{/),
  ]);
});

test("a policy on one side only is told by its number of statements", () => {
  expect(policy(WRITTEN, undefined)).toEqual(["repositoryPolicy: declared 1 statement, found nothing"]);
  expect(policy(undefined, { ...WRITTEN, Statement: WRITTEN.Statement[0] })).toEqual([
    "repositoryPolicy: declared nothing, found 1 statement",
  ]);
});

test("a text that is no policy is shown", () => {
  expect(policyDifferences(WRITTEN, "{").map(differenceText)).toEqual([
    'repositoryPolicy: declared 1 statement, found "{"',
  ]);
});
