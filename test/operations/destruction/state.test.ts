import { ownedRepositories } from "../../../src/operations/destruction/state";

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
  expect(ownedRepositories(shown)).toEqual([
    {
      repositoryName: "team/api",
      arn: "arn:api",
      forceDelete: true,
      retained: false,
      policies,
      addresses: [...policies, "aws_ecr_repository.api"],
    },
    {
      repositoryName: "team/web",
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
  expect(ownedRepositories(shown)).toMatchObject([
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
  expect(ownedRepositories(shown)).toEqual([
    {
      repositoryName: "team/gone",
      forceDelete: false,
      retained: true,
      policies: [],
      addresses: ['terraform_data.retained_0["team/gone"]'],
    },
    {
      repositoryName: "team/left",
      forceDelete: false,
      retained: false,
      policies: ["aws_ecr_repository_policy.left"],
      addresses: ["aws_ecr_repository_policy.left"],
    },
  ]);
});

test("a repository at two addresses in the state keeps both", () => {
  const shown = state(resource("aws_ecr_repository", "api", API), resource("aws_ecr_repository", "old", API));
  expect(ownedRepositories(shown)).toMatchObject([
    { repositoryName: "team/api", addresses: ["aws_ecr_repository.api", "aws_ecr_repository.old"] },
  ]);
});

test("missing values are all reported, and never read as text", () => {
  const shown = state(
    resource("aws_ecr_repository", "api", { arn: "arn:api" }),
    resource("aws_ecr_repository", "web", { name: "team/web", arn: null }),
    resource("aws_ecr_lifecycle_policy", "api", {}),
  );
  expect(() => ownedRepositories(shown)).toThrow(
    [
      "aws_ecr_repository.api: name: expected a value in Terraform's state, found nothing. Check it with terraform state show 'aws_ecr_repository.api'.",
      "aws_ecr_repository.web: arn: expected a value in Terraform's state, found null. Check it with terraform state show 'aws_ecr_repository.web'.",
      "aws_ecr_lifecycle_policy.api: repository: expected a value in Terraform's state, found nothing. Check it with terraform state show 'aws_ecr_lifecycle_policy.api'.",
    ].join("\n"),
  );
});

test("a state that was never written, and an empty one, have no repositories", () => {
  expect(ownedRepositories({ format_version: "1.0" })).toEqual([]);
  expect(ownedRepositories({ format_version: "1.0", values: { root_module: {} } })).toEqual([]);
});

test("anything but a state is rejected, and not read as an empty one", () => {
  expect(() => ownedRepositories({ values: { resources: [] } })).toThrow("root_module");
});

test("public repositories are marked, so that none is taken for a private one of the same name", () => {
  const shown = state(
    resource("aws_ecr_repository", "api", API),
    resource("aws_ecrpublic_repository", "api", {
      repository_name: "team/api",
      arn: "arn:public",
      force_destroy: true,
    }),
    resource("aws_ecrpublic_repository_policy", "api", { repository_name: "team/api" }),
    guard("retained_0", "public:team/api"),
  );
  const [publicOne, privateOne] = ownedRepositories(shown);
  expect(publicOne).toEqual({
    repositoryName: "public:team/api",
    arn: "arn:public",
    forceDelete: true,
    retained: true,
    policies: ["aws_ecrpublic_repository_policy.api"],
    addresses: [
      "aws_ecrpublic_repository_policy.api",
      "aws_ecrpublic_repository.api",
      'terraform_data.retained_0["public:team/api"]',
    ],
  });
  expect(privateOne?.addresses).toEqual(["aws_ecr_repository.api"]);
});
