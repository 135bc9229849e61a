import { diagnoseCluster } from "../../../src/operations/doctor/cluster";
import { type ClusterFacts } from "../../../src/operations/doctor/cluster-facts";
import { unobserved, observed } from "../../../src/operations/doctor/observed";
import {
  causesOf,
  facts,
  OTHER_ROLE,
  POD,
  RESOURCE,
  ROLE,
  SET,
  WANTED,
  type Parts,
} from "../../support/operations/doctor-cluster";

test("a healthy cluster has no cause", () => {
  expect(diagnoseCluster(facts(), WANTED).map(({ id, verdict }) => [id, verdict])).toEqual([
    ["cluster/annotation", "ok"],
    ["cluster/pods", "ok"],
    ["cluster/deployment", "ok"],
    ["cluster/resources", "ok"],
  ]);
});

const older = { ...POD, createdAt: SET - 1, roleArn: undefined, hasToken: false };

test.each<[string, Parts, string, string, string]>([
  [
    "no ServiceAccount",
    { account: undefined },
    "cluster/service-account",
    "the ServiceAccount does not exist",
    "install the operator",
  ],
  [
    "no annotation",
    { account: {} },
    "cluster/annotation",
    "is missing, so the pods do not get a role",
    "kubectl annotate serviceaccount operator",
  ],
  [
    "another role's annotation",
    { account: { roleArn: OTHER_ROLE } },
    "cluster/annotation",
    `found ${OTHER_ROLE}`,
    ROLE,
  ],
  ["no pods", { pods: [] }, "cluster/pods", "no pod uses this ServiceAccount", "kubectl describe deployment/operator"],
  [
    "older pods",
    { pods: [older, POD] },
    "cluster/pods-older",
    "pod (2026-01-01T23:59:59.999Z)",
    "kubectl rollout restart",
  ],
  [
    "no webhook",
    { pods: [{ ...POD, hasToken: false }] },
    "cluster/pods-without-role",
    "webhook did not run",
    "pod-identity-webhook",
  ],
  [
    "a role that is missing, and no time of the annotation",
    { account: { roleArn: ROLE }, pods: [{ ...POD, hasToken: false }] },
    "cluster/pods-without-role",
    "pod did not get a role: either the annotation was set later, or the cluster's pod identity webhook did not run",
    "rollout restart",
  ],
  [
    "pods of another role",
    { pods: [{ ...POD, roleArn: OTHER_ROLE }] },
    "cluster/pods-role",
    OTHER_ROLE,
    "rollout restart",
  ],
  [
    "calls that go to LocalStack",
    { pods: [{ ...POD, endpoint: { variable: "AWS_ENDPOINT_URL", url: "http://localstack:4566" } }] },
    "cluster/endpoint",
    "pod sets AWS_ENDPOINT_URL=http://localstack:4566",
    "aws.localstack.enabled: false",
  ],
  [
    "no Deployment",
    { deployment: undefined },
    "cluster/deployment",
    "the Deployment does not exist",
    "install the operator",
  ],
  [
    "another ServiceAccount",
    { deployment: "default" },
    "cluster/deployment",
    "uses ServiceAccount default",
    "set the operator's serviceAccount to default",
  ],
  [
    "no kinds",
    { resources: undefined },
    "cluster/kinds",
    "does not define the kinds ECRRepository",
    "custom resource definitions",
  ],
  [
    "a repository of Terraform's",
    { resources: [{ ...RESOURCE, repositoryName: "team/api", ready: false }] },
    "cluster/outside-manages",
    "its repository team/api is not in operator.manages (sandbox/)",
    "operator.manages",
  ],
  [
    "no status",
    { resources: [{ ...RESOURCE, ready: false }] },
    "cluster/not-ready",
    "no operator has processed it",
    "kubectl logs",
  ],
  [
    "a provider that is not ready",
    { resources: [{ kind: "AWSProvider", namespace: "ns", name: "aws", ready: false, message: "AuthFailed: denied" }] },
    "cluster/not-ready",
    "it is not ready: AuthFailed: denied",
    "kubectl logs deployment/operator",
  ],
])("%s: that, and nothing else", (_name, parts, id, evidence, fix) => {
  const causes = causesOf(diagnoseCluster(facts(parts), WANTED));
  expect(causes).toEqual([
    expect.objectContaining({ id, evidence: expect.stringContaining(evidence), fix: expect.stringContaining(fix) }),
  ]);
});

test("an endpoint that the environment has too is meant", () => {
  const pods = [{ ...POD, endpoint: { variable: "AWS_ENDPOINT_URL", url: "http://moto:5000" } }];
  expect(causesOf(diagnoseCluster(facts({ pods }), { ...WANTED, hasEndpoints: true }))).toEqual([]);
});

test("an annotation of unknown age makes no pod old", () => {
  expect(causesOf(diagnoseCluster(facts({ account: { roleArn: ROLE } }), WANTED))).toEqual([]);
});

test("what may not be seen is not known, and a pattern is not looked at", () => {
  const unseen = unobserved("denied");
  const cluster: ClusterFacts = {
    context: "test",
    serviceAccounts: [
      { namespace: "ns", name: "operator", found: unseen, pods: unseen },
      { namespace: "ns", name: "other", found: observed({ roleArn: ROLE }), pods: unseen },
      { namespace: "ns-*", name: "operator", found: unseen, pods: unseen },
    ],
    deployment: unseen,
    resources: unseen,
  };
  expect(diagnoseCluster(cluster, WANTED).map(({ id, verdict }) => [id, verdict])).toEqual([
    ["cluster/service-account", "unknown"],
    ["cluster/annotation", "ok"],
    ["cluster/pods", "unknown"],
    ["cluster/service-account", "skipped"],
    ["cluster/deployment", "unknown"],
    ["cluster/resources", "unknown"],
  ]);
});
