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
    shows: "A public repository that only your own account can push to and that Terraform may delete.",
    document: {
      provider: { aws: [{ region: "us-east-1" }] },
      module: { cli: { source: "../..", ...REPOSITORY, deletion_policy: "Delete" } },
    },
  },
  {
    name: "complete",
    shows:
      "A role that may push, and one that may also delete images, in a configuration whose other resources are in Ireland.",
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
