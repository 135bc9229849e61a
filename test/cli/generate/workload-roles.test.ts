import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { environment, operator } from "../../support/environment";

const CLUSTER = {
  key: "prod",
  eks: "prod",
  identity: "both",
  oidcProvider: "lookup",
  authentication: { by: "exec" },
} as const;
const serviceAccounts = [{ namespace: "ci", name: "kaniko" }];
const KANIKO = {
  roleName: "kaniko",
  repositories: ["team/"],
  trust: { kind: "serviceAccount", clusters: [CLUSTER], serviceAccounts },
} as const;

function blocksOf(parts: Parameters<typeof environment>[0]) {
  const tree = environmentTree(environment({ clusters: [CLUSTER], workloadRoles: [KANIKO], ...parts }));
  return (file: string) => (tree.get(`access/${file}`) ?? "").match(/^(resource|data) .*(?= \{$)/gm);
}

const OWN = [
  'resource "aws_iam_role" "workload_kaniko"',
  'resource "aws_iam_policy" "workload_kaniko"',
  'resource "aws_iam_role_policy_attachment" "workload_kaniko"',
  'resource "aws_eks_pod_identity_association" "workload_kaniko_prod"',
];

test("roles of workloads are in their own file, and the operator's association is with its role", () => {
  const blocks = blocksOf({ operator: operator() });
  expect(blocks("workload-roles.tf")).toEqual(OWN);
  expect(blocks("role.tf")).toContain('resource "aws_eks_pod_identity_association" "operator_prod"');
});

test("without an operator, the lookups of clusters are there too", () => {
  expect(blocksOf({})("workload-roles.tf")).toEqual([
    ...OWN,
    'data "aws_eks_cluster" "workload_prod"',
    'data "aws_iam_openid_connect_provider" "workload_prod"',
  ]);
});
