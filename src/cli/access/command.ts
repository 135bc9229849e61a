import { type Command } from "commander";
import { environmentOrAll, environmentArgument, outputOption } from "../support/arguments";
import { type AccessOptions } from "./access";

type Options = AccessOptions & { readonly all?: boolean };

export function registerAccess(program: Command, root: string): void {
  program
    .command("access")
    .description(
      "show which principals may pull, push, delete images and change policies, and the statements that allow these actions (read-only)",
    )
    .addArgument(environmentArgument(root, "environment to show", "[environment]"))
    .argument("[repository...]", "repositories to show, by name, URI or ARN (default: all)")
    .option("--all", "show every environment, in one table")
    .option(
      "--principal <principal...>",
      "show only these principals: ARNs of roles or users, account IDs, services (lambda.amazonaws.com), or * for everyone",
    )
    .option("--live", "show the policies in AWS instead of the declared policies")
    .option("--other-side", "print, as JSON, the identity policies that principals outside the registry's account need")
    .option(
      "--expect <file>",
      "check the expectations in a YAML or JSON file; exit with 1 if an expectation is not met",
    )
    .addOption(outputOption(["table", "json", "csv", "html"]))
    .addHelpText("after", AFTER)
    .action(async (environment: string | undefined, repositories: string[], { all, ...options }: Options) => {
      const name = environmentOrAll("access", environment, all);
      if (name === undefined) {
        const { allAccessCommand } = require("./all") as typeof import("./all");
        await allAccessCommand(root, options);
        return;
      }
      const { accessCommand } = require("./access") as typeof import("./access");
      await accessCommand(root, { environment: name, repositories, ...options });
    });
}

const AFTER = `
Without --live, the command does not call AWS. It reads the declared repository
policies and grants, the registry policy, and the policies of the CI roles and the
operator's role.
With --live, the command reads these policies from AWS, and exits with 1 if a policy
could not be read. With --live, you can also name undeclared repositories. --live requires
ecr:GetRepositoryPolicy, ecr:GetRegistryPolicy, ecr:GetAccountSetting and, for
the roles, iam:GetRole, iam:GetRolePolicy, iam:ListRolePolicies,
iam:ListAttachedRolePolicies, iam:GetPolicy and iam:GetPolicyVersion.

  yes      a policy allows the action
  depends  the answer depends on a condition, or on policies that the command cannot see
  no       no statement allows the action, or a statement denies the action

The names of public repositories begin with public:. Everyone may pull from public
repositories, so a principal is listed only if it has another right. For public
repositories, --live also requires ecr-public:GetRepositoryPolicy.

DELETE is yes if any action that deletes images is allowed: deleting an image,
deleting the repository, or setting a lifecycle policy. Principals without access
are shown only if you name them with --principal.

For each environment and principal, --all counts the repositories with the answers
yes and depends. With --all, -o json prints a list with one record per environment
and region. The record of an environment that cannot be read is
{ environment, account?, region?, error }.
In -o csv, the environment is the first column.

-o json: { "environment", "account", "region", "source": "declarations" | "aws",
  "groups": [ { "repositories": [], "principals": [ { "name", "kind",
    "account", "purpose"?, "access": { "pull" | "push" | "deleteImages" |
    "changePolicy": { "answer": "allowed" | "depends" | "denied",
      "statements": [ { "effect", "policy", "statement", "conditions": [] } ],
      "needs": [], "alternatives": [], "actions"? } } } ] } ], "unread": [],
  "faults": [] }

--expect FILE: a list of expectations. Each expectation has the key onlyThese,
allOfThese or noneOutside (docs/access.md). With -o json: { "environment",
  "expectations": 3, "broken": [ { "file", "line", "column", "kind",
    "description"?, "message", "repositories": [], "principal"?, "right"?,
    "access"? } ], "faults": [] }

Examples:
  npx ecr access dev
  npx ecr access dev team/api --principal arn:aws:iam::444455556666:role/app
  npx ecr access dev public:tools/cli
  npx ecr access dev --principal 444455556666 --other-side > policy.json
  npx ecr access --all --principal 444455556666
  npx ecr access dev -o html > access.html
  npx ecr access production --expect access.yaml`;
