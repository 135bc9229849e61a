import { cachePreconditions } from "../../../modules/ecr-registry-settings/cache-validations";
import { INVALID_INPUTS, MODULE_ONLY_INVALID_INPUTS } from "../../../modules/ecr-registry-settings/invalid-inputs";
import { AS_REPOSITORY } from "../../../modules/ecr-registry-settings/invalid-template-inputs";
import { TEST_LOCATION } from "../../../modules/kit/invalid-input";
import { alarmPreconditions } from "../../../modules/ecr-registry-settings/quota-alarm-resources";
import { replicationPreconditions } from "../../../modules/ecr-registry-settings/replication-preconditions";
import { templatePreconditions } from "../../../modules/ecr-registry-settings/template-validations";
import { EVERY_SETTING } from "../../../modules/ecr-registry-settings/tests";
import { REGISTRY_RULES } from "../../../modules/ecr-registry-settings/validations";
import { type ModuleDocument } from "../../../modules/kit/module-definition";
import { formatProblem } from "../../../src/config/problems";
import { read, SOUND } from "../../support/config";

type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Keys as environments write them. Tags and AWS's documents keep theirs. */
function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
      const name = key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      if (part === null) return [];
      if (name === "repositoryPolicy") return [[name, JSON.parse(part as string) as unknown]];
      return [[name, name === "tags" ? part : camelCase(part)]];
    }),
  );
}

/** The module's inputs as an environment writes them. */
function registryOf(inputs: ModuleDocument): object {
  const { policy, account_settings, pull_through_cache, creation_templates, ...others } = inputs;
  const listed = (map: unknown, prefix: string, rename: (key: string) => string = (key) => key) =>
    Object.entries(map as Entries).map(([key, entry]) => ({
      [prefix]: key,
      ...Object.fromEntries(
        Object.entries(camelCase(entry) as object).map(([name, value]: [string, unknown]) => [rename(name), value]),
      ),
    }));
  return {
    ...(camelCase(others) as object),
    ...(policy === undefined ? {} : { policy: JSON.parse(policy as string) as unknown }),
    ...(account_settings === undefined
      ? {}
      : {
          accountSettings: Object.fromEntries(
            Object.entries(account_settings as object).map(([name, value]: [string, unknown]) => [
              name.toUpperCase(),
              value,
            ]),
          ),
        }),
    ...(pull_through_cache === undefined
      ? {}
      : { pullThroughCache: listed(pull_through_cache, "ecrRepositoryPrefix") }),
    ...(creation_templates === undefined ? {} : { creationTemplates: listed(creation_templates, "prefix") }),
  };
}

function errors(inputs: ModuleDocument): string[] {
  const { account, region } = TEST_LOCATION;
  const environment = SOUND.replace(/account: .*/, `account: "${account}"`).replace(/region: .*/, `region: ${region}`);
  const result = read({ "environment.yaml": `${environment}registry: ${JSON.stringify(registryOf(inputs))}\n` });
  return result.problems.filter(({ severity }) => severity === "error").map((problem) => formatProblem(problem));
}

test("an environment accepts the inputs that the module's tests accept", () => {
  expect(errors(EVERY_SETTING)).toEqual([]);
});

test.each([...INVALID_INPUTS, ...AS_REPOSITORY].map(({ title, inputs }) => [title, inputs] as const))(
  "%s: an environment rejects it too",
  (_, inputs) => {
    expect(errors(inputs)).not.toEqual([]);
  },
);

test("every validation and precondition of the module rejects an input", () => {
  const refused = [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS, ...AS_REPOSITORY];
  const of = (type: string, errorMessage: string) => ({ by: `${type}.this`, message: errorMessage });
  const said = [
    ...REGISTRY_RULES.map(({ input, message }) => ({ by: `var.${input}`, message })),
    ...replicationPreconditions().map((it) => of("aws_ecr_replication_configuration", it.errorMessage)),
    ...cachePreconditions().map((it) => of("aws_ecr_pull_through_cache_rule", it.errorMessage)),
    ...alarmPreconditions().map((it) => of("aws_cloudwatch_metric_alarm", it.errorMessage)),
    ...templatePreconditions().map((it) => of("aws_ecr_repository_creation_template", it.errorMessage)),
  ];
  const filled = (text: string): string =>
    text
      .replaceAll("${data.aws_caller_identity.current.account_id}", TEST_LOCATION.account)
      .replaceAll("${data.aws_service.ecr.region}", TEST_LOCATION.region)
      .toLowerCase();
  const untried = said.filter(
    ({ by, message }) =>
      !refused.some(
        ({ rejectedBy, expectedMessage }) =>
          rejectedBy === by && filled(message).includes(expectedMessage.toLowerCase()),
      ),
  );
  expect(untried.map(({ by, message }) => `${by}: ${message}`)).toEqual([]);
});
