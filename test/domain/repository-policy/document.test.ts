import { z } from "zod";
import { type PolicyStatement } from "../../../src/domain/iam/policy";
import { repositoryPolicyDocument } from "../../../src/domain/repository-policy/document";
import { grantStatements } from "../../../src/domain/repository-policy/grants";
import { type RepositoryPolicy, repositoryPolicySchema } from "../../../src/domain/repository-policy/schema";

const grants = grantStatements({ pullPrincipals: ["111122223333"] }, "aws");
const denial: PolicyStatement = { Action: "ecr:BatchDeleteImage", Principal: "*", Effect: "Deny", Sid: "KeepImages" };

test("without statements there is no document", () => {
  expect(repositoryPolicyDocument(undefined, [])).toBeUndefined();
});

test("grants alone make a document of the current version", () => {
  expect(repositoryPolicyDocument(undefined, grants)).toEqual({ Version: "2012-10-17", Statement: grants });
});

test("what was written comes first, with its version and id", () => {
  const custom: RepositoryPolicy = { Statement: [denial], Id: "images", Version: "2008-10-17" };
  expect(repositoryPolicyDocument(custom, grants)).toEqual({
    Version: "2008-10-17",
    Id: "images",
    Statement: [denial, ...grants],
  });
});

test("a single statement becomes a list", () => {
  expect(repositoryPolicyDocument({ Version: "2012-10-17", Statement: denial }, [])?.Statement).toEqual([denial]);
});

test("keys have one order, however they were written, and absent ones have none", () => {
  const principal = { Service: "codebuild.amazonaws.com", AWS: "111122223333" };
  const custom: RepositoryPolicy = {
    Statement: [{ ...denial, Principal: principal, Condition: undefined }],
    Version: "2012-10-17",
    Id: undefined,
  };
  const document = repositoryPolicyDocument(custom, []);
  expect(Object.keys(document ?? {})).toEqual(["Version", "Statement"]);
  expect(Object.keys(document?.Statement[0] ?? {})).toEqual(["Sid", "Effect", "Principal", "Action"]);
  expect(Object.keys(document?.Statement[0]?.Principal ?? {})).toEqual(["AWS", "Service"]);
});

test("a grant whose Sid is taken gets the next free number, and what was written keeps its own", () => {
  const custom: RepositoryPolicy = {
    Version: "2012-10-17",
    Statement: [
      { ...denial, Sid: "AllowPull" },
      { ...denial, Sid: "AllowPull2" },
    ],
  };
  const sids = repositoryPolicyDocument(custom, grants)?.Statement.map(({ Sid }) => Sid);
  expect(sids).toEqual(["AllowPull", "AllowPull2", "AllowPull3"]);
});

test("the schema can be told to editors", () => {
  const schema = JSON.stringify(z.toJSONSchema(repositoryPolicySchema));
  expect(schema).toContain("2012-10-17");
  expect(schema).not.toContain('"Resource"');
});
