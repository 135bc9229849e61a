import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { ciRole, environment, operator } from "../../support/environment";

const CLUSTER = { key: "prod", eks: "prod", oidcProvider: "create", authentication: { by: "exec" } } as const;

test("roles of workflows are in their own file, with the OIDC provider that they trust", () => {
  const both = environment({
    operator: operator(),
    clusters: [CLUSTER],
    ciRoles: [ciRole({ oidcProvider: "create" })],
  });
  const tree = environmentTree(both);
  const blocks = (file: string) => (tree.get(`access/${file}`) ?? "").match(/^(resource|data) .*(?= \{$)/gm);
  expect(blocks("ci-roles.tf")).toEqual([
    'resource "aws_iam_openid_connect_provider" "ci_github"',
    'resource "aws_iam_role" "ci_test_github_ecr_push"',
    'resource "aws_iam_role_policy" "ci_test_github_ecr_push"',
  ]);
  expect(blocks("clusters.tf")).toEqual([
    'data "aws_eks_cluster" "operator_prod"',
    'resource "aws_iam_openid_connect_provider" "operator_prod"',
  ]);
  expect(blocks("role.tf")).toContain('resource "aws_iam_role" "operator"');
  expect(tree.get("access/ci-roles.tf")).toContain("Federated = aws_iam_openid_connect_provider.ci_github.arn\n");
});
