import { principalOf } from "../../../modules/doctor/principal";
import { diagnoseGrant, diagnoseLogin, type GrantFacts } from "../../../modules/doctor/push-pull";
import { notSeen, seen } from "../../../modules/doctor/seen";

const ROLE = "arn:aws:iam::111122223333:role/ci";
const policy = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const allow = (...statements: readonly object[]) =>
  seen({ arn: ROLE, policies: [{ name: "own", document: policy(...statements) }] });

function facts(parts: Partial<GrantFacts> = {}, arn = ROLE): GrantFacts {
  const principal = principalOf(arn, "eu-west-1");
  if (principal === undefined) throw new Error(`${arn} is no principal`);
  return {
    location: { account: "111122223333", region: "eu-west-1" },
    repositoryName: "team/api",
    principal,
    identity: allow({ Effect: "Allow", Action: "ecr:*", Resource: "*" }),
    repositoryPolicy: seen(undefined),
    now: new Date("2026-01-01T00:00:00Z"),
    ...parts,
  };
}

const UNSEEN = notSeen("IAM is not to be asked");

test("what a repository's policy grants suffices within an account, whatever is not seen of IAM", () => {
  const grant = policy({ Effect: "Allow", Principal: { AWS: ROLE }, Action: "ecr:*" });
  const granted = facts({ identity: UNSEEN, repositoryPolicy: seen(grant) });
  expect(diagnoseGrant("push", granted)).toMatchObject([{ id: "push/allowed", verdict: "ok" }]);
  expect(diagnoseLogin(granted)).toMatchObject({
    verdict: "unknown",
    evidence: expect.stringContaining("IAM is not"),
  });
});

test("what it does not grant is not known then, and what it denies is denied all the same", () => {
  expect(diagnoseGrant("pull", facts({ identity: UNSEEN }))).toMatchObject([
    { id: "pull/identity-policy", verdict: "unknown", evidence: "IAM is not to be asked" },
  ]);
  const deny = policy({ Sid: "No", Effect: "Deny", Principal: "*", Action: "ecr:BatchGetImage" });
  expect(diagnoseGrant("pull", facts({ identity: UNSEEN, repositoryPolicy: seen(deny) }))).toMatchObject([
    {
      id: "pull/repository-policy",
      verdict: "cause",
      fix: expect.stringContaining("take statement No of the policy of team/api away"),
    },
  ]);
});

test("a pull does not need what only a push asks", () => {
  const identity = allow({
    Effect: "Allow",
    Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    Resource: "*",
  });
  expect(diagnoseGrant("pull", facts({ identity }))).toMatchObject([{ id: "pull/allowed" }]);
});

test("one action that is missing is named", () => {
  const Action = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];
  const identity = allow({ Effect: "Allow", Action, Resource: "*" });
  expect(diagnoseGrant("push", facts({ identity }))).toMatchObject([
    {
      id: "push/identity-policy",
      evidence: `${ROLE} may not ecr:BatchCheckLayerAvailability: its own policies do not allow it`,
      fix: expect.stringContaining("on arn:aws:ecr:eu-west-1:111122223333:repository/team/api"),
    },
  ]);
});

test("a condition on what is not known leaves it open", () => {
  const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };
  const repositoryPolicy = seen(policy({ Effect: "Allow", Principal: "*", Action: "ecr:*", Condition }));
  const found = diagnoseGrant("pull", facts({ repositoryPolicy }, "arn:aws:iam::999988887777:role/puller"));
  expect(found).toMatchObject([
    {
      id: "pull/conditions",
      verdict: "unknown",
      evidence: expect.stringContaining("aws:PrincipalOrgID (StringEquals o-1)"),
    },
  ]);
});

test("an account's root user may do everything there", () => {
  const root = facts({ identity: seen({ arn: "", policies: [] }) }, "111122223333");
  expect(diagnoseGrant("push", root)).toMatchObject([{ id: "push/allowed" }]);
});

test("a policy of the repository that could not be read leaves it open", () => {
  const found = diagnoseGrant("push", facts({ repositoryPolicy: UNSEEN }));
  expect(found).toMatchObject([{ id: "push/repository-policy", verdict: "unknown" }]);
});
