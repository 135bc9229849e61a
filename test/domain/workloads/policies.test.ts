import { type PolicyDocument } from "../../../src/domain/iam/policy";
import { workloadPermissions, workloadTrust } from "../../../src/domain/workloads/policies";
import { type WorkloadRoleSettings } from "../../../src/domain/workloads/settings";
import { evaluateToken } from "../../support/evaluate";
import { ASSUME_CASES, LOCATION } from "../../support/workloads/callers";
import { oracleAnswer, ownAnswer } from "../iam/evaluation/oracle";

const ROLE = "arn:aws:iam::111122223333:role/workload";

const settings = (parts: Partial<WorkloadRoleSettings> = {}): WorkloadRoleSettings => ({
  location: LOCATION,
  roleName: "workload",
  trust: { kind: "nodes" },
  repositories: ["team/", "web"],
  ...parts,
});

function trustOf(parts: Partial<WorkloadRoleSettings>): PolicyDocument {
  const document = workloadTrust(settings(parts), []);
  if (document === undefined) throw new Error("expected a trust policy, found none");
  return document;
}

test("Fargate and ECS are trusted with their sources, EC2 without, and existing roles keep their trust", () => {
  expect(trustOf({ trust: { kind: "fargate", clusters: ["prod"] } }).Statement).toEqual([
    {
      Sid: "Fargate",
      Effect: "Allow",
      Principal: { Service: "eks-fargate-pods.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:fargateprofile/prod/*" },
      },
    },
  ]);
  expect(trustOf({ trust: { kind: "ecsTaskExecution" } }).Statement[0]?.Condition).toEqual({
    StringEquals: { "aws:SourceAccount": "111122223333" },
    ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:111122223333:*" },
  });
  expect(trustOf({}).Statement[0]).not.toHaveProperty("Condition");
  expect(workloadTrust(settings({ trust: { kind: "existing", roles: [] } }), [])).toBeUndefined();
});

test("EC2 has another service name in China", () => {
  const location = { account: "111122223333", region: "cn-north-1" };
  expect(trustOf({ location }).Statement[0]?.Principal).toEqual({ Service: "ec2.amazonaws.com.cn" });
});

test.each(ASSUME_CASES.map((it) => [it.title, it] as const))("%s", async (_, it) => {
  const { trust, principal, action = "sts:AssumeRole", context = {}, enters } = it;
  const request = { principal, action, resource: ROLE, account: LOCATION.account, context };
  const answer = enters ? "Allowed" : "ImplicitlyDenied";
  const of = { ...request, identity: [], resourcePolicy: trustOf({ trust }) };
  expect([ownAnswer(of), await oracleAnswer(of)]).toEqual([answer, answer]);
});

test("a pod with IRSA enters with a token of its ServiceAccount only", async () => {
  const issuer = "oidc.example.com/id/1";
  const provider = { sid: "Prod", issuer, providerArn: `arn:aws:iam::111122223333:oidc-provider/${issuer}` };
  const serviceAccounts = [{ namespace: "ci", name: "kaniko" }];
  const trust = { kind: "serviceAccount", clusters: [{ eks: "prod" }], serviceAccounts } as const;
  const document = workloadTrust(settings({ trust }), [provider]) ?? {};
  const answer = (name: string, aud = "sts.amazonaws.com") =>
    evaluateToken({ issuer, sub: `system:serviceaccount:${name}`, aud }, ROLE, document);
  expect(await answer("ci:kaniko")).toBe("Allowed");
  for (const name of ["ci:default", "default:kaniko", "ci:kaniko2"]) expect(await answer(name)).not.toBe("Allowed");
  expect(await answer("ci:kaniko", "kubernetes")).not.toBe("Allowed");
});

const ELSEWHERE = { account: "444455556666", region: "eu-central-1", repositories: ["shared/", "base"] };
const repository = (name: string, { account, region }: { account: string; region: string } = LOCATION): string =>
  `arn:aws:ecr:${region}:${account}:repository/${name}`;

const CACHED: Partial<WorkloadRoleSettings> = {
  pullRepositories: ["quay/"],
  importRepositories: ["quay/"],
  createRepositories: ["quay/"],
  otherRegistries: [ELSEWHERE],
};
const PUSH: Partial<WorkloadRoleSettings> = { access: "push", ...CACHED };

test.each<[string, string, Partial<WorkloadRoleSettings>, "Allowed" | "ImplicitlyDenied"]>([
  ["ecr:GetAuthorizationToken", "*", {}, "Allowed"],
  ["ecr:BatchGetImage", repository("team/api"), {}, "Allowed"],
  ["ecr:GetDownloadUrlForLayer", repository("web"), {}, "Allowed"],
  ["ecr:BatchGetImage", repository("web2"), {}, "ImplicitlyDenied"],
  ["ecr:BatchGetImage", repository("team"), {}, "ImplicitlyDenied"],
  ["ecr:BatchGetImage", repository("team/api", ELSEWHERE), {}, "ImplicitlyDenied"],
  ["ecr:PutImage", repository("team/api"), {}, "ImplicitlyDenied"],
  ["ecr:BatchDeleteImage", repository("team/api"), {}, "ImplicitlyDenied"],
  ["ecr:BatchImportUpstreamImage", repository("team/api"), {}, "ImplicitlyDenied"],
  ["ecr:DescribeRepositories", repository("team/api"), {}, "ImplicitlyDenied"],
  ["ecr:BatchGetImage", repository("quay/x"), CACHED, "Allowed"],
  ["ecr:BatchImportUpstreamImage", repository("quay/x"), CACHED, "Allowed"],
  ["ecr:CreateRepository", repository("quay/x"), CACHED, "Allowed"],
  ["ecr:CreateRepository", repository("team/x"), CACHED, "ImplicitlyDenied"],
  ["ecr:BatchGetImage", repository("shared/x", ELSEWHERE), CACHED, "Allowed"],
  ["ecr:GetDownloadUrlForLayer", repository("base", ELSEWHERE), CACHED, "Allowed"],
  ["ecr:BatchGetImage", repository("other", ELSEWHERE), CACHED, "ImplicitlyDenied"],
  ["ecr:BatchGetImage", repository("shared/x", { ...ELSEWHERE, region: "eu-west-1" }), CACHED, "ImplicitlyDenied"],
  ["ecr:PutImage", repository("team/api"), PUSH, "Allowed"],
  ["ecr:UploadLayerPart", repository("web"), PUSH, "Allowed"],
  ["ecr:GetDownloadUrlForLayer", repository("web"), PUSH, "Allowed"],
  ["ecr:PutImage", repository("shared/x", ELSEWHERE), PUSH, "ImplicitlyDenied"],
  ["ecr:PutImage", repository("quay/x"), PUSH, "ImplicitlyDenied"],
  ["ecr:DeleteRepository", repository("team/api"), PUSH, "ImplicitlyDenied"],
  ["ecr:SetRepositoryPolicy", repository("team/api"), PUSH, "ImplicitlyDenied"],
])("%s on %s (%j): %s", async (action, resource, parts, answer) => {
  const [, , , , owner = ""] = resource.split(":");
  const account = resource === "*" ? LOCATION.account : owner;
  const identity = [workloadPermissions(settings(parts))];
  // Another account's side allows it, so that the role's own policy decides.
  const other = {
    Version: "2012-10-17",
    Statement: [{ Sid: "Other", Effect: "Allow", Principal: { AWS: ROLE }, Action: "ecr:*" }],
  };
  const of = {
    ...{ principal: ROLE, action, resource, account, context: {}, identity },
    ...(account === LOCATION.account ? {} : { resourcePolicy: other as PolicyDocument }),
  };
  expect([ownAnswer(of), await oracleAnswer(of)]).toEqual([answer, answer]);
});
