import { ownedRepositories, ownedTogether } from "../../../src/operations/destruction/state";

function resource(type: string, name: string, values: object, mode = "managed"): object {
  return { address: `${mode === "data" ? "data." : ""}${type}.${name}`, mode, type, name, values };
}

/** An instance of one of the guards, as Terraform 1.11 shows it. */
function guard(name: string, index: string | number): object {
  const address = `terraform_data.${name}[${JSON.stringify(index)}]`;
  const values = { id: "5", input: null, output: null, triggers_replace: null };
  return { address, mode: "managed", type: "terraform_data", name, index, schema_version: 0, values };
}

function state(...resources: readonly object[]): object {
  return { format_version: "1.0", values: { root_module: { resources } } };
}

const API = { name: "team/api", arn: "arn:api", force_delete: true };

test("reads repositories with the addresses of their policies and the deployed forceDelete, sorted by name", () => {
  const shown = state(
    resource("aws_ecr_repository", "web", { name: "team/web", arn: "arn:web", force_delete: null }),
    resource("aws_ecr_repository", "api", API),
    resource("aws_ecr_lifecycle_policy", "api", { repository: "team/api" }),
    resource("aws_ecr_repository_policy", "api", { repository: "team/api" }),
    resource("aws_kms_alias", "api", { name: "alias/x" }, "data"),
    resource("aws_ecr_repository", "read", { name: "team/read", arn: "arn:read" }, "data"),
  );
  const policies = ["aws_ecr_lifecycle_policy.api", "aws_ecr_repository_policy.api"];
  expect(ownedRepositories("dev-registry", shown)).toEqual([
    {
      repositoryName: "team/api",
      stack: "dev-registry",
      arn: "arn:api",
      forceDelete: true,
      retained: false,
      policies,
      addresses: [...policies, "aws_ecr_repository.api"],
    },
    {
      repositoryName: "team/web",
      stack: "dev-registry",
      arn: "arn:web",
      forceDelete: false,
      retained: false,
      policies: [],
      addresses: ["aws_ecr_repository.web"],
    },
  ]);
});

test("guards belong to the repository in their key, and only those of retained repositories protect it", () => {
  const shown = state(
    resource("aws_ecr_repository", "api", API),
    resource("aws_ecr_repository", "web", { name: "team/web", arn: "arn:web" }),
    guard("retained_0", "team/api"),
    guard("released", "team/web"),
    guard("retained_6", "team/base"),
    guard("retained_0", 0),
    guard("someone_elses", "team/api"),
  );
  expect(ownedRepositories("dev-registry", shown)).toMatchObject([
    {
      repositoryName: "team/api",
      retained: true,
      addresses: ["aws_ecr_repository.api", 'terraform_data.retained_0["team/api"]'],
    },
    { repositoryName: "team/base", retained: true, addresses: ['terraform_data.retained_6["team/base"]'] },
    {
      repositoryName: "team/web",
      retained: false,
      addresses: ["aws_ecr_repository.web", 'terraform_data.released["team/web"]'],
    },
  ]);
});

test("reads a guard or a policy without its repository, but not a released guard alone", () => {
  const shown = state(
    guard("retained_0", "team/gone"),
    guard("released", "team/free"),
    resource("aws_ecr_repository_policy", "left", { repository: "team/left" }),
  );
  expect(ownedRepositories("dev-registry", shown)).toEqual([
    {
      repositoryName: "team/gone",
      stack: "dev-registry",
      forceDelete: false,
      retained: true,
      policies: [],
      addresses: ['terraform_data.retained_0["team/gone"]'],
    },
    {
      repositoryName: "team/left",
      stack: "dev-registry",
      forceDelete: false,
      retained: false,
      policies: ["aws_ecr_repository_policy.left"],
      addresses: ["aws_ecr_repository_policy.left"],
    },
  ]);
});

test("a repository at two addresses in the state keeps both", () => {
  const shown = state(resource("aws_ecr_repository", "api", API), resource("aws_ecr_repository", "old", API));
  expect(ownedRepositories("dev-registry", shown)).toMatchObject([
    { repositoryName: "team/api", addresses: ["aws_ecr_repository.api", "aws_ecr_repository.old"] },
  ]);
});

test("missing values are all reported, and never read as text", () => {
  const shown = state(
    resource("aws_ecr_repository", "api", { arn: "arn:api" }),
    resource("aws_ecr_repository", "web", { name: "team/web", arn: null }),
    resource("aws_ecr_lifecycle_policy", "api", {}),
  );
  expect(() => ownedRepositories("dev-registry", shown)).toThrow(
    [
      "aws_ecr_repository.api: name: expected a value in Terraform's state, found nothing. Check it with terraform state show 'aws_ecr_repository.api'.",
      "aws_ecr_repository.web: arn: expected a value in Terraform's state, found null. Check it with terraform state show 'aws_ecr_repository.web'.",
      "aws_ecr_lifecycle_policy.api: repository: expected a value in Terraform's state, found nothing. Check it with terraform state show 'aws_ecr_lifecycle_policy.api'.",
    ].join("\n"),
  );
});

test("a state that was never written, and an empty one, have no repositories", () => {
  expect(ownedRepositories("dev-registry", { format_version: "1.0" })).toEqual([]);
  expect(ownedRepositories("dev-registry", { format_version: "1.0", values: { root_module: {} } })).toEqual([]);
});

test("anything but a state is rejected, and not read as an empty one", () => {
  expect(() => ownedRepositories("dev-registry", { values: { resources: [] } })).toThrow("root_module");
});

test("a repository in the states of two stacks is refused: only one of them would know what to keep", () => {
  const shown = state(resource("aws_ecr_repository", "api", { name: "team/api", arn: "arn:api" }));
  const [one, two] = ["dev-registry", "dev-registry-team"].map((stack) => ownedRepositories(stack, shown));
  expect(ownedTogether([...(two ?? [])])).toHaveLength(1);
  expect(() => ownedTogether([...(two ?? []), ...(one ?? [])])).toThrow(
    "expected each repository in the state of one stack, found team/api in those of dev-registry and dev-registry-team. Deploy these stacks first, so that one of them forgets it",
  );
});
