import { subjectsOf } from "../../../src/cli/status/subjects";
import { type ExistingRepository } from "../../../src/domain/repository/existing";
import { environment, operator, repository } from "../../support/environment";

function existing(repositoryName: string): ExistingRepository {
  return {
    repositoryName,
    repositoryArn: `arn:aws:ecr:eu-west-1:111122223333:repository/${repositoryName}`,
    repositoryUri: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/${repositoryName}`,
    registryId: "111122223333",
    imageTagMutability: "MUTABLE",
    imageTagMutabilityExclusionFilters: [],
    scanOnPush: false,
    encryptionType: "AES256",
  };
}

const ENVIRONMENT = environment({
  repositories: [repository("team/web"), repository("team/api")],
  removed: ["old/gone"],
  operator: operator({ manages: ["sandbox/", "tools"] }),
});
const FOUND = ["tools", "team/api", "sandbox/x", "other", "old/gone"].map(existing);

const shown = (names: readonly string[] = []) =>
  subjectsOf(ENVIRONMENT, FOUND, names).map(
    ({ repositoryName, owner, existing: there }) =>
      `${repositoryName} ${owner}${there === undefined ? " (missing)" : ""}`,
  );

test("declared ones come first, then those that nobody declares, with whose they are", () => {
  expect(shown()).toEqual([
    "team/api terraform",
    "team/web terraform (missing)",
    "old/gone removed",
    "other nobody",
    "sandbox/x operator",
    "tools operator",
  ]);
});

test("names choose among both, each once", () => {
  expect(shown(["sandbox/x", "team/web", "team/web"])).toEqual(["team/web terraform (missing)", "sandbox/x operator"]);
});

test("every name that is neither declared nor there is an error, with the nearest one", () => {
  expect(() => shown(["team/apo", "nowhere/at-all"])).toThrow(
    'test does not declare a repository "team/apo", and it does not exist in account 111122223333, eu-west-1. Did you mean "team/api"?\n' +
      'test does not declare a repository "nowhere/at-all", and it does not exist in account 111122223333, eu-west-1.',
  );
});
