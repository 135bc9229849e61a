import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";

const REPOSITORY = {
  name: "tools/cli",
  catalog: {
    description: "The command line of Example Corp.",
    architectures: ["x86-64", "ARM 64"],
    operating_systems: ["Linux"],
  },
};
const PROVIDERS = { providers: { aws: "${aws.public}" } };

/** The call in the README's usage section. */
export const USAGE: ModuleDocument = {
  provider: { aws: [{ alias: "public", region: "us-east-1" }] },
  module: { cli: { source: "./terraform/modules/ecr-public-repository", ...PROVIDERS, ...REPOSITORY } },
};

export const EXAMPLES: readonly ModuleExample[] = [
  {
    name: "minimal",
    shows: "A public repository to which only your own account may push, and which Terraform may delete.",
    document: {
      provider: { aws: [{ region: "us-east-1" }] },
      module: { cli: { source: "../..", ...REPOSITORY, deletion_policy: "Delete" } },
    },
  },
  {
    name: "complete",
    shows:
      "A public repository with one role that may push and one role that may also delete images. The default provider uses a different region.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }, { alias: "public", region: "us-east-1" }] },
      resource: {
        aws_iam_role: Object.fromEntries(
          ["release", "cleanup"].map((name) => [
            name,
            {
              name: `cli-${name}`,
              assume_role_policy:
                '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "codebuild.amazonaws.com" }, Action = "sts:AssumeRole" }] })}',
            },
          ]),
        ),
      },
      module: {
        cli: {
          source: "../..",
          ...PROVIDERS,
          ...REPOSITORY,
          catalog: {
            ...REPOSITORY.catalog,
            about: "# The command line\n\nWorks on Linux.\n",
            usage: "docker run --rm public.ecr.aws/<alias>/tools/cli --help",
          },
          push_principals: ["${aws_iam_role.release.arn}"],
          repository_policy:
            '${jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "AllowCleanup", Effect = "Allow", Principal = { AWS = aws_iam_role.cleanup.arn }, Action = "ecr-public:BatchDeleteImage" }] })}',
          tags: { Team: "tools" },
        },
      },
      output: {
        repository_uri: { description: "URI of the repository.", value: "${module.cli.repository_uri}" },
      },
    },
  },
];
