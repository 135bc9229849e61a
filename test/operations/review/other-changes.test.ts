import { LOST_POLICIES } from "../../../src/operations/review/changed-repository";
import { findingText } from "../../../src/operations/review/words";
import { ciRole, environment, operator } from "../../support/environment";
import { findings, one } from "../../support/operations/review";

const STATEMENT = { Sid: "Scans", Effect: "Allow", Principal: { AWS: "arn:aws:iam::444455556666:root" } };
const policy = (...Action: readonly string[]) => ({ Version: "2012-10-17", Statement: [{ ...STATEMENT, Action }] });

function texts(...[before, after]: Parameters<typeof findings>): string[] {
  return findings(before, after).map((finding) => `${finding.kind}: ${findingText(finding)}`);
}

test("a policy that changes none of the reviewed rights is named all the same", () => {
  const [before, after] = [["ecr:ListImages"], ["ecr:ListImages", "ecr:DescribeImages"]].map((actions) =>
    one({ repositoryPolicy: policy(...actions) as never }),
  );
  expect(texts(before ?? one(), after ?? one())).toEqual([
    "policy-changed: team/api: its repository policy changes, but not who may pull, push, delete images or change the policy",
  ]);
  const registry = (Action: string) => environment({ registry: { policy: policy(Action) as never } });
  expect(texts(registry("ecr:ReplicateImage"), registry("ecr:CreateRepository"))).toEqual([
    "registry-access: The registry policy lets arn:aws:iam::444455556666:root call ecr:CreateRepository",
  ]);
  expect(texts(registry("ecr:*"), environment({ registry: {} }))).toEqual([
    "registry-changed: The registry policy changes",
  ]);
});

test("settings of roles that are neither trust nor permissions are named, and so is a deleted role", () => {
  const roles = (...ciRoles: Parameters<typeof ciRole>[0][]) =>
    environment({ ciRoles: ciRoles.map((it) => ciRole(it)) });
  expect(texts(roles({}), roles({ maxSessionDuration: 7200 }))).toEqual([
    "setting-changed: CI role test-github-ecr-push: changed settings: maxSessionDuration",
  ]);
  expect(texts(roles({}), roles())).toContain("access-lost: CI role test-github-ecr-push is deleted");
  const trust = (...branch: string[]) => roles({ source: { path: "acme/api", branch } });
  expect(texts(trust("main", "release"), trust("main"))).toEqual([
    "setting-changed: CI role test-github-ecr-push: changed: the projects and runs that may assume it",
  ]);
  const of = (maxSessionDuration: number) => environment({ operator: operator({ maxSessionDuration }) });
  const manages = (...names: string[]) => environment({ operator: operator({ manages: names }) });
  expect(texts(manages("sandbox/", "tools/"), manages("sandbox/"))).toEqual([
    "setting-changed: The operator: changed settings: manages",
  ]);
  expect(texts(of(3600), of(7200))).toEqual(["setting-changed: The operator: changed settings: maxSessionDuration"]);
});

test("what follows from another setting is not a setting of its own", () => {
  const scans = (scanType: "BASIC" | "ENHANCED", scanning: "basic" | "enhanced") =>
    environment({ registry: { scanning: { scanType, rules: [] } }, ciRoles: [ciRole({ scanning })] });
  expect(texts(scans("BASIC", "basic"), scans("ENHANCED", "enhanced")).join()).not.toContain("CI role");
  expect(texts(scans("BASIC", "basic"), scans("BASIC", "enhanced"))).toEqual([
    "setting-changed: CI role test-github-ecr-push: changed settings: scanning",
  ]);
  const cached = (...createRepositories: string[]) => environment({ ciRoles: [ciRole({ createRepositories })] });
  expect(texts(cached(), cached("hub/"))).toEqual([
    "setting-changed: CI role test-github-ecr-push: changed: the cached repositories that it may create",
  ]);
});

test("with IRSA in place of EKS Pod Identity, pods need an annotation", () => {
  const pods = (identity: "irsa" | "podIdentity") =>
    environment({
      workloadRoles: [
        {
          roleName: "kaniko",
          repositories: ["team/"],
          trust: {
            kind: "serviceAccount",
            clusters: [{ eks: "prod", identity }],
            serviceAccounts: [{ namespace: "ci", name: "kaniko" }],
          },
        } as never,
      ],
    });
  expect(findings(pods("podIdentity"), pods("irsa"))).toMatchObject([
    {
      message: "workload role kaniko: changed: what may assume it",
      details: ["Pods whose ServiceAccount does not have the annotation eks.amazonaws.com/role-arn lose the role."],
    },
  ]);
  expect(findings(pods("irsa"), pods("podIdentity"))[0]?.details).toBeUndefined();
});

test("names that are no longer listed under removed or released lose their guard", () => {
  const [listed, none] = [environment({ released: ["team/old"] }), environment()];
  expect(texts(listed, none)).toEqual([
    "setting-changed: team/old: no longer listed under removed or released, so its guard leaves Terraform's state",
  ]);
  expect(texts(none, listed)).toEqual(["setting-changed: team/old: listed under removed or released"]);
});

test("a replaced repository loses its policies until the deployment after the next", () => {
  const encryption = (encryptionType: "AES256" | "KMS") => ({ encryptionConfiguration: { encryptionType } });
  const details = (parts: Parameters<typeof one>[0]) =>
    findings(one({ ...encryption("AES256"), ...parts }), one({ ...encryption("KMS"), ...parts })).flatMap(
      (it) => it.details,
    );
  expect(details({ pullPrincipals: ["444455556666"] })).toContain(LOST_POLICIES);
  expect(details({})).not.toContain(LOST_POLICIES);
});

test("settings of workload roles are named, and so is a deleted role", () => {
  const nodes = (parts: object) => ({
    roleName: "nodes",
    trust: { kind: "nodes" as const },
    repositories: ["team/"],
    ...parts,
  });
  const roles = (...workloadRoles: ReturnType<typeof nodes>[]) => environment({ workloadRoles });
  expect(texts(roles(nodes({})), roles(nodes({ description: "EKS" })))).toEqual([
    "setting-changed: Workload role nodes: changed settings: description",
  ]);
  expect(texts(roles(nodes({})), roles())).toContain("access-lost: Workload role nodes is deleted");
});
