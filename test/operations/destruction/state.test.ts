import { stateResources } from "../../../src/cli/support/state-resources";
import { ownedRepositories, ownedTogether, type OwnedRepository } from "../../../src/operations/destruction/state";
import { stateFile, stateResource } from "../../support/cli/terraform-states";

function resource(type: string, name: string, attributes: object): object {
  return stateResource(type, name, [{ attributes }]);
}

/** An instance of one of the guards, as Terraform 1.11 writes it. */
function guard(name: string, key: string | number): object {
  const attributes = { id: "5", input: null, output: null, triggers_replace: null };
  return stateResource("terraform_data", name, [{ index_key: key, schema_version: 0, attributes }]);
}

/** What a state with these resources has. */
function ownedIn(...resources: readonly object[]): OwnedRepository[] {
  return ownedRepositories("dev-registry", stateResources("state", JSON.stringify(stateFile(...resources)), true));
}

const API = { name: "team/api", arn: "arn:api", force_delete: true };

test("reads repositories with the addresses of their policies and the deployed forceDelete, sorted by name", () => {
  const owned = () =>
    ownedIn(
      resource("aws_ecr_repository", "web", { name: "team/web", arn: "arn:web", force_delete: null }),
      resource("aws_ecr_repository", "api", API),
      resource("aws_ecr_lifecycle_policy", "api", { repository: "team/api" }),
      resource("aws_ecr_repository_policy", "api", { repository: "team/api" }),
      { ...resource("aws_kms_alias", "api", { name: "alias/x" }), mode: "data" },
      { ...resource("aws_ecr_repository", "read", { name: "team/read", arn: "arn:read" }), mode: "data" },
    );
  const policies = ["aws_ecr_lifecycle_policy.api", "aws_ecr_repository_policy.api"];
  expect(owned()).toEqual([
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
  const owned = () =>
    ownedIn(
      resource("aws_ecr_repository", "api", API),
      resource("aws_ecr_repository", "web", { name: "team/web", arn: "arn:web" }),
      guard("retained_0", "team/api"),
      guard("released", "team/web"),
      guard("retained_6", "team/base"),
      guard("retained_0", 0),
      guard("someone_elses", "team/api"),
    );
  expect(owned()).toMatchObject([
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
  const owned = () =>
    ownedIn(
      guard("retained_0", "team/gone"),
      guard("released", "team/free"),
      resource("aws_ecr_repository_policy", "left", { repository: "team/left" }),
    );
  expect(owned()).toEqual([
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
  const owned = () => ownedIn(resource("aws_ecr_repository", "api", API), resource("aws_ecr_repository", "old", API));
  expect(owned()).toMatchObject([
    { repositoryName: "team/api", addresses: ["aws_ecr_repository.api", "aws_ecr_repository.old"] },
  ]);
});

test("missing values are all reported, and never read as text", () => {
  const owned = () =>
    ownedIn(
      resource("aws_ecr_repository", "api", { arn: "arn:api" }),
      resource("aws_ecr_repository", "web", { name: "team/web", arn: null }),
      resource("aws_ecr_lifecycle_policy", "api", {}),
    );
  expect(owned).toThrow(
    [
      "aws_ecr_repository.api: name: expected a value in Terraform's state, found nothing. Check it with terraform state show 'aws_ecr_repository.api'.",
      "aws_ecr_repository.web: arn: expected a value in Terraform's state, found null. Check it with terraform state show 'aws_ecr_repository.web'.",
      "aws_ecr_lifecycle_policy.api: repository: expected a value in Terraform's state, found nothing. Check it with terraform state show 'aws_ecr_lifecycle_policy.api'.",
    ].join("\n"),
  );
});

test("an empty state has no repositories", () => {
  expect(ownedIn()).toEqual([]);
});

test("what Terraform has replaced and not yet deleted is read too, because destroying deletes it", () => {
  const instances = [{ attributes: API }, { attributes: { ...API, name: "team/old" }, deposed: "00000001" }];
  expect(ownedIn(stateResource("aws_ecr_repository", "api", instances))).toMatchObject([
    { repositoryName: "team/api", addresses: ["aws_ecr_repository.api"] },
    { repositoryName: "team/old", addresses: ["aws_ecr_repository.api"] },
  ]);
});

test("public repositories are marked, so that none is taken for a private one of the same name", () => {
  const [publicOne, privateOne] = ownedIn(
    resource("aws_ecr_repository", "api", API),
    resource("aws_ecrpublic_repository", "api", {
      repository_name: "team/api",
      stack: "dev-registry",
      arn: "arn:public",
      force_destroy: true,
    }),
    resource("aws_ecrpublic_repository_policy", "api", { repository_name: "team/api" }),
    guard("retained_0", "public:team/api"),
  );
  expect(publicOne).toEqual({
    repositoryName: "public:team/api",
    stack: "dev-registry",
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

test("a repository in the states of two stacks is refused: only one of them would know what to keep", () => {
  const [one = [], two = []] = ["dev-registry", "dev-registry-team"].map((stack) =>
    ownedIn(resource("aws_ecr_repository", "api", API)).map((owned) => ({ ...owned, stack })),
  );
  expect(ownedTogether(two)).toHaveLength(1);
  expect(() => ownedTogether([...two, ...one])).toThrow(
    "expected each repository in the state of only one stack, found team/api in several. Deploy dev-registry and dev-registry-team first, so that each repository stays in only one state",
  );
});
