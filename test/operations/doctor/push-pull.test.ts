import { principalOf } from "../../../src/domain/iam/principal";
import { diagnoseGrant, diagnoseLogin, type GrantFacts } from "../../../src/operations/doctor/push-pull";
import { unobserved, observed, type Observed } from "../../../src/operations/doctor/observed";

const ROLE = "arn:aws:iam::111122223333:role/ci";
const policy = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const allow = (...statements: readonly object[]) =>
  observed({ arn: ROLE, policies: [{ name: "own", document: policy(...statements) }] });

function facts(parts: Partial<GrantFacts> = {}, arn = ROLE): GrantFacts {
  const principal = principalOf(arn, "eu-west-1");
  if (principal === undefined) throw new Error(`${arn} is no principal`);
  return {
    location: { account: "111122223333", region: "eu-west-1" },
    repositoryName: "team/api",
    principal,
    identity: allow({ Effect: "Allow", Action: "ecr:*", Resource: "*" }),
    repositoryPolicy: observed(undefined),
    registryPolicy: observed(undefined),
    now: new Date("2026-01-01T00:00:00Z"),
    ...parts,
  };
}

const UNSEEN = unobserved("IAM is not to be asked");

test("what a repository's policy grants suffices within an account, whatever is not seen of IAM", () => {
  const grant = policy({ Effect: "Allow", Principal: { AWS: ROLE }, Action: "ecr:*" });
  const granted = facts({ identity: UNSEEN, repositoryPolicy: observed(grant) });
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
  expect(diagnoseGrant("pull", facts({ identity: UNSEEN, repositoryPolicy: observed(deny) }))).toMatchObject([
    {
      id: "pull/repository-policy",
      verdict: "cause",
      fix: expect.stringContaining("remove statement No from the policy of team/api"),
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
      evidence: `${ROLE} is denied ecr:BatchCheckLayerAvailability: its own policies do not allow it`,
      fix: expect.stringContaining("on arn:aws:ecr:eu-west-1:111122223333:repository/team/api"),
    },
  ]);
});

test("a condition on what is not known leaves it open", () => {
  const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };
  const repositoryPolicy = observed(policy({ Effect: "Allow", Principal: "*", Action: "ecr:*", Condition }));
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
  const root = facts({ identity: observed({ arn: "", policies: [] }) }, "111122223333");
  expect(diagnoseGrant("push", root)).toMatchObject([{ id: "push/allowed" }]);
});

test("a policy of the repository that could not be read leaves it open", () => {
  const found = diagnoseGrant("push", facts({ repositoryPolicy: UNSEEN }));
  expect(found).toMatchObject([{ id: "push/repository-policy", verdict: "unknown" }]);
});

describe("the registry's policy", () => {
  const TEAM = "arn:aws:ecr:eu-west-1:111122223333:repository/team/*";
  const registry = (statement: object, inForce: Observed<boolean> = observed(true)) =>
    observed({ document: policy(statement), inForce });
  const freeze = { Sid: "Freeze", Effect: "Deny", Principal: "*", Action: "ecr:PutImage", Resource: TEAM };

  test("denies a push that all else allows, by its statement", () => {
    const found = diagnoseGrant("push", facts({ registryPolicy: registry(freeze) }));
    expect(found).toEqual([
      {
        id: "push/registry-policy",
        verdict: "cause",
        about: "team/api",
        evidence: `${ROLE} is denied ecr:PutImage: denied by the registry's policy, statement Freeze`,
        fix: `remove statement Freeze from the policy of the registry (aws ecr get-registry-policy --region eu-west-1), or exclude ${ROLE} from it`,
      },
    ]);
    expect(diagnoseGrant("pull", facts({ registryPolicy: registry(freeze) }))).toMatchObject([{ id: "pull/allowed" }]);
  });

  test("denies whatever is not seen of IAM, and other repositories nothing", () => {
    const unseen = facts({ identity: UNSEEN, registryPolicy: registry(freeze) });
    expect(diagnoseGrant("push", unseen)).toMatchObject([{ id: "push/registry-policy", verdict: "cause" }]);
    const other = facts({ registryPolicy: registry(freeze), repositoryName: "infra/db" });
    expect(diagnoseGrant("push", other)).toMatchObject([{ id: "push/allowed" }]);
  });

  test("grants another account what no repository's policy does", () => {
    const arn = "arn:aws:iam::999988887777:role/ci";
    const Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
    const allows = { Effect: "Allow", Principal: { AWS: "999988887777" }, Action, Resource: TEAM };
    const foreign = facts({}, arn);
    expect(diagnoseGrant("pull", foreign)).toMatchObject([{ id: "pull/repository-policy", verdict: "cause" }]);
    expect(diagnoseGrant("pull", { ...foreign, registryPolicy: registry(allows) })).toMatchObject([
      { id: "pull/allowed", verdict: "ok" },
    ]);
  });

  test("decides nothing where its scope is the first one", () => {
    const found = diagnoseGrant("push", facts({ registryPolicy: registry(freeze, observed(false)) }));
    expect(found).toMatchObject([{ id: "push/allowed", verdict: "ok" }]);
  });

  test("leaves open what it would decide where its scope is not known, and nothing else", () => {
    const unsure = unobserved("AWS does not say");
    expect(diagnoseGrant("push", facts({ registryPolicy: registry(freeze, unsure) }))).toEqual([
      {
        id: "push/registry-policy",
        verdict: "unknown",
        about: "team/api",
        evidence: `cannot determine whether ${ROLE} may push: the answer depends on whether the registry policy applies to pushes and pulls (scope V2), and the scope could not be read (AWS does not say)`,
      },
    ]);
    const replication = { ...freeze, Effect: "Allow", Action: "ecr:ReplicateImage" };
    expect(diagnoseGrant("push", facts({ registryPolicy: registry(replication, unsure) }))).toMatchObject([
      { id: "push/allowed", verdict: "ok" },
    ]);
  });

  test("that may not be read leaves a push open, and what is denied anyway denied", () => {
    const registryPolicy = unobserved("not allowed to read it");
    expect(diagnoseGrant("push", facts({ registryPolicy }))).toMatchObject([
      { id: "push/registry-policy", verdict: "unknown", evidence: "not allowed to read it" },
    ]);
    const identity = allow({ Effect: "Allow", Action: "s3:*", Resource: "*" });
    expect(diagnoseGrant("push", facts({ identity, registryPolicy }))).toMatchObject([
      { id: "push/identity-policy", verdict: "cause" },
      { id: "push/registry-policy", verdict: "unknown" },
    ]);
  });

  test("with faults is told as such", () => {
    const registryPolicy = registry({ Effect: "Deny", Principal: "*", Action: "push" });
    expect(diagnoseGrant("push", facts({ registryPolicy }))).toMatchObject([
      { verdict: "unknown", evidence: expect.stringContaining("the registry's policy: Statement[0].Action") },
    ]);
  });
});
