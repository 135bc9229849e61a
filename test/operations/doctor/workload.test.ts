import { type PolicyDocument } from "../../../src/domain/iam/policy";
import { type OperatorCluster } from "../../../src/domain/operator/clusters";
import { workloadPermissions, workloadTrust } from "../../../src/domain/workloads/policies";
import { type WorkloadRoleSettings, type WorkloadTrust } from "../../../src/domain/workloads/settings";
import { type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { observed, unobserved } from "../../../src/operations/doctor/observed";
import { type ClusterIdentity, type DeployedRole } from "../../../src/operations/doctor/operator-facts";
import { type WorkloadEntry } from "../../../src/operations/doctor/workload-facts";
import { diagnoseWorkloads } from "../../../src/operations/doctor/workload-role";

const ACCOUNT = "111122223333";
const ARN = `arn:aws:iam::${ACCOUNT}:role/pull`;
const ISSUER = "oidc.example.com/id/1";
const PROVIDER = { sid: "Prod", issuer: ISSUER, providerArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}` };
const SERVICE_ACCOUNTS = [{ namespace: "ci", name: "kaniko" }];

const settings = (parts: Partial<WorkloadRoleSettings> = {}): WorkloadRoleSettings => ({
  location: { account: ACCOUNT, region: "eu-west-1" },
  roleName: "pull",
  trust: { kind: "nodes" },
  repositories: ["team/"],
  ...parts,
});
const pods = (identity: "irsa" | "podIdentity" | "both"): WorkloadTrust => ({
  kind: "serviceAccount",
  clusters: [{ eks: "prod", identity }],
  serviceAccounts: SERVICE_ACCOUNTS,
});

function deployed(of: WorkloadRoleSettings, parts: Partial<DeployedRole> = {}): DeployedRole {
  const trust = workloadTrust(of, [PROVIDER]);
  return { arn: ARN, trust, policies: [{ name: "pull", document: workloadPermissions(of) }], ...parts };
}

const PROD: OperatorCluster = { eks: "prod" };
const IDENTITY: ClusterIdentity = {
  cluster: PROD,
  issuer: observed(`https://${ISSUER}`),
  provider: observed({ arn: PROVIDER.providerArn, clientIds: ["sts.amazonaws.com"] }),
};

function diagnose(of: WorkloadRoleSettings, role = deployed(of), parts: Partial<WorkloadEntry> = {}): Diagnosis[] {
  const roles = [{ name: "pull", role: observed(role) }];
  return diagnoseWorkloads({ environment: "dev", entries: [{ settings: of, roles, identities: [], ...parts }] });
}

const verdicts = (diagnoses: readonly Diagnosis[]): string[] => diagnoses.map(({ id, verdict }) => `${id} ${verdict}`);

test.each<[string, WorkloadRoleSettings, Partial<WorkloadEntry>]>([
  ["nodes", settings(), {}],
  ["Fargate", settings({ trust: { kind: "fargate", clusters: ["prod", "stage"] } }), {}],
  ["tasks of ECS", settings({ trust: { kind: "ecsTaskExecution" } }), {}],
  [
    "tasks that pull from another account",
    settings({ otherRegistries: [{ account: "444455556666", region: "eu-west-1", repositories: ["base"] }] }),
    {},
  ],
])("the role of %s is as declared", (_, of, parts) => {
  expect(verdicts(diagnose(of, deployed(of), parts))).toEqual([
    "workload/trust ok",
    "workload/permissions ok",
    "workload/role ok",
  ]);
});

test.each(["irsa", "both"] as const)("pods by %s assume the role with tokens that IAM verifies", (identity) => {
  const of = settings({ trust: pods(identity), access: "push" });
  expect(verdicts(diagnose(of, deployed(of), { identities: [IDENTITY] }))).toEqual([
    "workload/oidc-provider ok",
    "workload/trust ok",
    "workload/permissions ok",
    "workload/role ok",
  ]);
});

const TRUST_OF = (trust: WorkloadTrust): Partial<DeployedRole> => ({
  trust: workloadTrust(settings({ trust }), [PROVIDER]),
});

test.each<[string, WorkloadTrust, Partial<DeployedRole>, string]>([
  ["another service", { kind: "nodes" }, TRUST_OF({ kind: "ecsTaskExecution" }), "ec2.amazonaws.com"],
  [
    "another cluster's profiles",
    { kind: "fargate", clusters: ["prod"] },
    TRUST_OF({ kind: "fargate", clusters: ["stage"] }),
    "eks-fargate-pods.amazonaws.com for arn:aws:eks:eu-west-1:111122223333:fargateprofile/prod/any",
  ],
  ["only IRSA", pods("podIdentity"), TRUST_OF(pods("irsa")), "EKS Pod Identity in the cluster prod for ci/kaniko"],
  [
    "another ServiceAccount",
    pods("irsa"),
    TRUST_OF({ ...pods("irsa"), serviceAccounts: [{ namespace: "ci", name: "default" }] } as WorkloadTrust),
    "the ServiceAccount system:serviceaccount:ci:kaniko with a token from oidc.example.com/id/1",
  ],
])("a role that trusts %s does not let its workload in", (_, trust, parts, who) => {
  const of = settings({ trust });
  const [fault] = diagnose(of, deployed(of, parts), { identities: [IDENTITY] }).filter(
    ({ verdict }) => verdict === "cause",
  );
  expect(fault).toMatchObject({ id: "workload/trust", about: "pull" });
  expect(fault?.evidence).toContain(`does not allow ${who} to call`);
  expect(fault?.fix).toBe("deploy the declared trust policy: npx cdktf deploy dev-access");
});

test("missing permissions are reported with the action and the repositories", () => {
  const of = settings({ access: "push", trust: pods("podIdentity") });
  const pull = workloadPermissions(settings());
  const found = diagnose(of, deployed(of, { policies: [{ name: "pull", document: pull }] }));
  expect(verdicts(found)).toContain("workload/permissions cause");
  expect(found.map(({ evidence }) => evidence).join("\n")).toMatch(/is denied ecr:InitiateLayerUpload.* on .*team\/\*/);
});

const WIDE: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "ecr:*", Resource: "*" }],
};

test("another policy of the role is a difference; of an existing role it is not", () => {
  const policies = (of: WorkloadRoleSettings) => [
    { name: "pull", document: workloadPermissions(of) },
    { name: "wide", document: WIDE },
  ];
  const own = settings();
  expect(verdicts(diagnose(own, deployed(own, { policies: policies(own) })))).toContain("workload/role-differs cause");
  const existing = settings({ trust: { kind: "existing", roles: ["pull"] } });
  expect(verdicts(diagnose(existing, deployed(existing, { policies: policies(existing) })))).toEqual([
    "workload/permissions ok",
  ]);
});

test("an existing role without the policy is denied, and a missing role is reported", () => {
  const of = settings({ trust: { kind: "existing", roles: ["pull"] } });
  expect(verdicts(diagnose(of, deployed(of, { policies: [] })))).toContain("workload/permissions cause");
  const [missing] = diagnose(of, undefined, { roles: [{ name: "pull", role: observed(undefined) }] });
  expect(missing).toMatchObject({ id: "workload/role", evidence: "the role pull in attachTo does not exist in IAM" });
});

test("a role with another path is not the declared one", () => {
  const of = settings({ path: "/nodes/" });
  expect(diagnose(of)[0]?.evidence).toBe(`expected the role arn:aws:iam::${ACCOUNT}:role/nodes/pull, found ${ARN}`);
});

test("a cluster without an OIDC provider is a cause, and what cannot be read is unknown", () => {
  const of = settings({ trust: pods("irsa") });
  const by = (identity: Partial<ClusterIdentity>) =>
    verdicts(diagnose(of, deployed(of), { identities: [{ ...IDENTITY, ...identity }] }));
  expect(by({ provider: observed(undefined) })[0]).toBe("workload/oidc-provider cause");
  expect(by({ issuer: observed(undefined) })[0]).toBe("workload/oidc-provider cause");
  expect(by({ issuer: unobserved("denied") })).toEqual([
    "workload/oidc-provider unknown",
    "workload/permissions ok",
    "workload/role ok",
  ]);
  const roles = [{ name: "pull", role: unobserved("denied") }];
  expect(verdicts(diagnose(of, deployed(of), { roles }))).toEqual(["workload/role unknown"]);
});
