import { requiredPolicies } from "../../../src/operations/access/other-side";
import { accessOf, factsOf, OTHER, OWNER, policy } from "../../support/operations/access";

const ARN = `arn:aws:ecr:eu-west-1:${OWNER}:repository/team/api`;
const ROLE = `arn:aws:iam::${OTHER}:role/app`;

test("the other account must allow the login and what this side allows, no more", () => {
  const facts = factsOf(policy({ Sid: "A", Principal: { AWS: ROLE } }));
  expect(requiredPolicies(facts)).toEqual([
    {
      name: ROLE,
      document: {
        Version: "2012-10-17",
        Statement: [
          { Sid: "LogIn", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
          {
            Sid: "Pull",
            Effect: "Allow",
            Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Resource: [ARN],
          },
        ],
      },
    },
  ]);
});

test("with that policy on the other side, the evaluator lets the principal in", () => {
  const repositoryPolicy = policy({ Principal: { AWS: ROLE }, Action: ["ecr:*"] });
  const [required] = requiredPolicies(factsOf(repositoryPolicy));
  const known = factsOf(repositoryPolicy, {
    roles: [{ arn: ROLE, purpose: "other side", policies: [{ name: "required", document: required?.document }] }],
  });
  const { access } = accessOf(known, ROLE);
  expect(Object.values(access).map(({ answer }) => answer)).toEqual(["allowed", "allowed", "allowed", "allowed"]);
});

test("statements for different actions have different Sids", () => {
  const facts = factsOf(undefined, {
    repositories: [
      { repositoryName: "a", tags: {}, policy: policy({ Principal: { AWS: ROLE }, Action: "ecr:DeleteRepository" }) },
      { repositoryName: "b", tags: {}, policy: policy({ Principal: { AWS: ROLE }, Action: "ecr:BatchDeleteImage" }) },
    ],
  });
  const sids = requiredPolicies(facts)[0]?.document.Statement.map(({ Sid }) => Sid);
  expect(sids).toEqual(["LogIn", "DeleteImages", "DeleteImages2"]);
});

test("no policy is needed in the account itself, or without access", () => {
  expect(requiredPolicies(factsOf(policy({ Principal: { AWS: `arn:aws:iam::${OWNER}:role/x` } })))).toEqual([]);
  expect(requiredPolicies(factsOf(undefined), [ROLE])).toEqual([]);
});
