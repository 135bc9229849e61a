import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerAdopt } from "../../../src/cli/adopt/command";
import { repositoryAttributes, stateFile, stateResource } from "../../support/cli/terraform-states";
import { Project } from "../../support/cli/lifecycle";
import { ENVIRONMENT } from "../../support/cli/adopt";

const KEEP = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 },
      action: { type: "expire" },
    },
  ],
});

let project: Project;

beforeEach(() => {
  project = new Project(registerAdopt);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
});
afterEach(() => {
  project.remove();
});

async function adopt(state: string | object, ...args: readonly string[]) {
  return project.run("adopt", "dev", "--from", project.write("given.json", state), ...args);
}

const declared = () => readFileSync(join(project.root, "environments/dev/repositories/team.yaml"), "utf8");
const repository = (name: string, more: object = {}, instance: object = {}) => ({
  attributes: repositoryAttributes(name, more),
  ...instance,
});

test("repositories are declared as the state has them, with their policies and all tags", async () => {
  const { stdout, error, exitCode } = await adopt(
    stateFile(
      stateResource("aws_ecr_repository", "this", [
        repository("team/api", {
          image_tag_mutability: "IMMUTABLE_WITH_EXCLUSION",
          image_tag_mutability_exclusion_filter: [{ filter: "latest", filter_type: "WILDCARD" }],
          encryption_configuration: [
            {
              encryption_type: "KMS",
              kms_key: "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012",
            },
          ],
          force_delete: true,
          tags_all: { Owner: "platform", Team: "api" },
        }),
      ]),
      stateResource("aws_ecr_lifecycle_policy", "this", [{ attributes: { repository: "team/api", policy: KEEP } }]),
    ),
  );
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 0 });
  expect(declared()).toBe(`repositories:
  - repositoryName: team/api
    imageTagMutability: IMMUTABLE_WITH_EXCLUSION
    imageTagMutabilityExclusionFilters: [latest]
    encryptionConfiguration:
      encryptionType: KMS
      kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012"
    lifecyclePolicy:
      rules:
        - rulePriority: 1
          selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 5 }
          action: { type: expire }
    tags: { Team: api }
`);
  expect(stdout).toContain("note: force_delete is not adopted");
  expect(stdout).toContain(`removed {
  from = aws_ecr_lifecycle_policy.this

  lifecycle {
    destroy = false
  }
}
`);
});

test("a resource with instances that are not adopted gets commands instead of a block", async () => {
  const { stdout, exitCode } = await adopt(
    stateFile(
      stateResource("aws_ecr_repository", "name", [
        repository("team/api", {}, { index_key: "team/api" }),
        repository("other/it's", {}, { index_key: "other/it's" }),
      ]),
    ),
    "--match",
    "team/*",
  );
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`terraform state rm 'aws_ecr_repository.name["team/api"]'\n`);
  expect(stdout).not.toContain("other/");
  expect(stdout).not.toContain("removed {");
});

test("repositories of other accounts and regions are skipped, and are an error if there are no others", async () => {
  const elsewhere = stateResource("aws_ecr_repository", "us", [
    { attributes: repositoryAttributes("team/api", {}, "111122223333", "us-east-1") },
    { attributes: repositoryAttributes("team/web", {}, "444455556666") },
  ]);
  const { stdout, exitCode } = await adopt(
    stateFile(stateResource("aws_ecr_repository", "eu", [repository("team/api")]), elsewhere),
  );
  expect(exitCode).toBe(0);
  expect(stdout).toContain("1 repository adopted\n");
  expect(stdout).toContain(
    "skipped: team/api is in account 111122223333, us-east-1. Adopt it into an environment for that account and region",
  );
  expect(stdout).toContain("skipped: team/web is in account 444455556666, eu-west-1.");
  const none = await adopt(stateFile(elsewhere));
  expect(none.error).toMatch(
    /given\.json: expected repositories in account 111122223333, eu-west-1 \(the location of dev\), found only repositories in account 111122223333, us-east-1; account 444455556666, eu-west-1\./,
  );
});

test("a policy belongs to the repository of its region, or of its module if it has no region", async () => {
  const other = { encryption_configuration: [{ encryption_type: "AES256", kms_key: "" }] };
  const state = stateFile(
    stateResource("aws_ecr_repository", "this", [repository("team/api")], 'module.eu["a.b"]'),
    stateResource(
      "aws_ecr_repository",
      "this",
      [{ attributes: repositoryAttributes("team/api", other, "111122223333", "us-east-1") }],
      "module.us",
    ),
    stateResource(
      "aws_ecr_lifecycle_policy",
      "this",
      [{ attributes: { repository: "team/api", registry_id: "111122223333", policy: KEEP } }],
      'module.eu["a.b"]',
    ),
    stateResource("aws_ecr_repository_policy", "of_us", [
      { attributes: { repository: "team/api", region: "us-east-1", policy: "{}" } },
    ]),
  );
  const { stdout, exitCode } = await adopt(state);
  expect(exitCode).toBe(0);
  expect(declared()).toContain("countNumber: 5");
  expect([...stdout.matchAll(/from = (.*)/g)].map(([, from]) => from)).toEqual([
    "module.eu.aws_ecr_lifecycle_policy.this",
    "module.eu.aws_ecr_repository.this",
  ]);
});

test("what a state hides or lacks is left out with the reason, and nothing of it is written", async () => {
  const { stdout, exitCode } = await adopt(
    stateFile(
      stateResource("aws_ecr_repository", "this", [
        repository("team/api"),
        repository(
          "team/tags",
          { tags: { Key: "hidden" } },
          {
            sensitive_attributes: [
              [
                { type: "get_attr", value: "tags" },
                { type: "index", value: {} },
              ],
            ],
          },
        ),
        repository("team/lost", { encryption_configuration: null }),
        { attributes: { name: "team/half" } },
        { attributes_flat: { name: "team/flat" } },
        { ...repository("team/old"), deposed: "00000001" },
      ]),
      stateResource("aws_ecr_repository_policy", "this", [
        {
          attributes: { repository: "team/api", policy: '{"hidden":1}' },
          sensitive_attributes: [[{ type: "get_attr", value: "policy" }]],
        },
        { attributes: { repository: "team/unknown", policy: "{}" } },
      ]),
    ),
  );
  expect(exitCode).toBe(1);
  const lines = stdout.split("\n").filter((line) => line.startsWith("left out: "));
  expect(lines).toEqual([
    "left out: team/api (repositoryPolicy): expected a policy that may be written to a file, found a sensitive one in aws_ecr_repository_policy.this. Terraform will not manage the policy",
    "left out: team/tags: expected values that may be written to a file, found sensitive tags. Declare the repository by hand",
    "left out: team/lost: expected every setting in the state, found no readable value for encryption_configuration. Run terraform apply -refresh-only in its configuration",
    'left out: aws_ecr_repository.this: expected a name and an ARN in the state, found "team/half" and nothing. Run terraform apply -refresh-only in its configuration',
    "left out: aws_ecr_repository.this: expected a name and an ARN in the state, found no values. Run terraform apply -refresh-only in its configuration",
    "left out: team/unknown (repositoryPolicy): expected the repository of aws_ecr_repository_policy.this in the state, found none. To adopt the policy, adopt its repository as well, with --from aws",
  ]);
  expect(declared()).not.toMatch(/hidden|team\/(?:tags|lost|half|flat|old)/);
});

test("the output of terraform show -json has child modules, and marks of what is sensitive", async () => {
  const { stdout, exitCode } = await adopt({
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: {
      root_module: {
        child_modules: [
          {
            address: 'module.ecr["a"]',
            resources: [
              {
                address: 'module.ecr["a"].aws_ecr_repository.this[0]',
                mode: "managed",
                type: "aws_ecr_repository",
                name: "this",
                index: 0,
                values: repositoryAttributes("team/api"),
                sensitive_values: { tags: {}, encryption_configuration: [{}] },
                tainted: true,
              },
              {
                address: 'module.ecr["a"].aws_ecr_repository.this[1]',
                mode: "managed",
                type: "aws_ecr_repository",
                name: "this",
                index: 1,
                values: repositoryAttributes("team/web"),
                sensitive_values: { tags: { Key: true } },
              },
            ],
          },
        ],
      },
    },
  });
  expect(exitCode).toBe(1);
  expect(stdout).toContain("1 repository adopted\n");
  expect(stdout).toContain("note: team/api or one of its policies is tainted in the state");
  expect(stdout).toContain("left out: team/web: expected values that may be written to a file, found sensitive tags.");
  expect(stdout).toContain(`terraform state rm 'module.ecr["a"].aws_ecr_repository.this[0]'\n`);
});
