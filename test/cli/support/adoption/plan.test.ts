import { adopterOf } from "../../../../src/cli/support/adoption/adopter";
import { differencesFrom } from "../../../../src/cli/support/adoption/differences";
import { registerAdopt } from "../../../../src/cli/adopt/command";
import { planAdoption } from "../../../../src/cli/support/adoption/plan";
import { type RepositoryDeclaration } from "../../../../src/model/environment";
import { type FoundRepository } from "../../../../src/operations/adoption/found";
import { REPOSITORY_DEFAULTS } from "../../../../src/domain/repository/settings";
import { environment, repository } from "../../../support/environment";
import { Project } from "../../../support/cli/lifecycle";
import { ENVIRONMENT } from "../../../support/cli/adopt";

const FOUND: FoundRepository = {
  repositoryName: "team/api",
  settings: { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [] },
  deletionPolicy: "Delete",
  without: [],
};

test("what would give an environment with errors is refused before anything is written", () => {
  const project = new Project(registerAdopt);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  const { adopter } = adopterOf(project.root, "dev");
  expect(() => planAdoption(adopter, { found: [{ ...FOUND, repositoryName: "Team" }], withImports: true })).toThrow(
    /^nothing was written, because the environment would have errors\nenvironments\/dev\/repositories\/repositories\.yaml:2:21: error: .*expected a repository name, found "Team"/,
  );
  project.remove();
});

const POLICY = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 },
      action: { type: "expire" },
    },
  ],
} as const;

test.each<[string, Partial<RepositoryDeclaration>]>([
  ["imageTagMutability", { imageTagMutability: "MUTABLE" }],
  ["imageTagMutabilityExclusionFilters", { imageTagMutabilityExclusionFilters: ["v*"] }],
  ["scanOnPush", { scanOnPush: false }],
  ["encryptionConfiguration", { encryptionConfiguration: { encryptionType: "KMS" } }],
  ["lifecyclePolicy", { lifecyclePolicy: POLICY }],
  ["repositoryPolicy", { pullPrincipals: ["444455556666"] }],
  ["tags", { tags: { Team: "a" } }],
  ["deletionPolicy", { deletionPolicy: "Retain" }],
  ["forceDelete", { forceDelete: true }],
])("a declaration with another %s is noticed", (setting, parts) => {
  const defaults = { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [], pull: [], push: [] };
  expect(differencesFrom(FOUND, repository("team/api", parts), defaults, environment())).toEqual([setting]);
});

test("default tags are no difference", () => {
  const defaults = {
    ...REPOSITORY_DEFAULTS,
    pullPrincipals: [],
    pushPrincipals: [],
    pull: [],
    push: [],
    tags: { Team: "a" },
  };
  const declared = repository("team/api", { tags: { Team: "a" } });
  expect(differencesFrom(FOUND, declared, defaults, environment({ tags: { Owner: "b" } }))).toEqual([]);
});
