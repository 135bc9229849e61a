import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";

/** The call in the README's usage section. */
export const USAGE: ModuleDocument = {
  module: {
    node_pull: {
      source: "./terraform/modules/workload-role",
      name: "production-nodes-ecr-pull",
      attach_to: { nodes: '${module.eks.eks_managed_node_groups["default"].iam_role_name}' },
      repositories: ["team/"],
    },
  },
};

export const EXAMPLES: readonly ModuleExample[] = [
  {
    name: "minimal",
    shows: "A role for EC2 nodes that pull one team's images.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      module: {
        workload_role: { source: "../..", name: "example-nodes-ecr-pull", nodes: true, repositories: ["team/"] },
      },
      output: {
        role_arn: { description: "ARN of the node role.", value: "${module.workload_role.role_arn}" },
      },
    },
  },
  {
    name: "complete",
    shows:
      "Roles for kaniko with EKS Pod Identity, for ECS tasks that also pull from another account, and for Fargate. The example also attaches a policy to an existing role. One module call has `create = false`, so it creates nothing.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      variable: {
        other_account_id: { description: "Account ID of another registry.", type: "string" },
      },
      resource: {
        aws_iam_role: {
          nodes: {
            name: "example-nodes",
            assume_role_policy:
              '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })}',
          },
        },
      },
      module: {
        kaniko: {
          source: "../..",
          name: "example-kaniko-ecr-push",
          path: "/workloads/",
          description: "Pushes the images of the backend",
          permissions_boundary: "arn:aws:iam::aws:policy/PowerUserAccess",
          max_session_duration: 7200,
          service_accounts: [{ namespace: "ci", name: "kaniko" }],
          clusters: { production: { pod_identity_cluster: "production" } },
          access: "push",
          repositories: ["backend/"],
          pull_repositories: ["docker-hub/library/"],
          import_repositories: ["docker-hub/library/"],
          create_repositories: ["docker-hub/library/"],
          tags: { Team: "backend" },
        },
        tasks: {
          source: "../..",
          name: "example-tasks-ecr-pull",
          ecs_task_execution: true,
          repositories: ["backend/"],
          other_registries: [{ account: "${var.other_account_id}", repositories: ["shared/base"] }],
        },
        fargate: {
          source: "../..",
          name: "example-fargate-ecr-pull",
          fargate_clusters: ["production"],
          repositories: ["backend/"],
        },
        existing: {
          source: "../..",
          name: "example-attached-ecr-pull",
          attach_to: { nodes: "${aws_iam_role.nodes.name}" },
          repositories: ["backend/"],
        },
        off: { source: "../..", create: false, name: "example-off", nodes: true, repositories: ["web"] },
      },
      output: {
        policy_arn: { description: "ARN of the nodes' policy.", value: "${module.existing.policy_arn}" },
      },
    },
  },
];
