import { ownedRepositories } from "../../../../modules/ecr-repository/destruction/state";

function resource(type: string, name: string, values: object, mode = "managed"): object {
  return { address: `${mode === "data" ? "data." : ""}${type}.${name}`, mode, type, name, values };
}

test("repositories are read with their policies' addresses and what was deployed, in the order of their names", () => {
  const resources = [
    resource("aws_ecr_repository", "web", { name: "team/web", arn: "arn:web", force_delete: null }),
    resource("aws_ecr_repository", "api", { name: "team/api", arn: "arn:api", force_delete: true }),
    resource("aws_ecr_lifecycle_policy", "api", { repository: "team/api" }),
    resource("aws_ecr_repository_policy", "api", { repository: "team/api" }),
    resource("aws_kms_alias", "api", { name: "alias/x" }, "data"),
    resource("aws_ecr_repository", "read", { name: "team/read", arn: "arn:read" }, "data"),
  ];
  expect(ownedRepositories({ format_version: "1.0", values: { root_module: { resources } } })).toEqual([
    {
      repositoryName: "team/api",
      arn: "arn:api",
      forceDelete: true,
      addresses: ["aws_ecr_lifecycle_policy.api", "aws_ecr_repository_policy.api", "aws_ecr_repository.api"],
    },
    { repositoryName: "team/web", arn: "arn:web", forceDelete: false, addresses: ["aws_ecr_repository.web"] },
  ]);
});

test("a state that was never written, and an empty one, have none", () => {
  expect(ownedRepositories({ format_version: "1.0" })).toEqual([]);
  expect(ownedRepositories({ format_version: "1.0", values: { root_module: {} } })).toEqual([]);
});

test("what is no state is refused rather than taken for an empty one", () => {
  expect(() => ownedRepositories({ values: { resources: [] } })).toThrow("root_module");
});
