import { releaseOf } from "../../../src/operations/adoption/state/release";
import { withoutKeys, type StateResource } from "../../../src/operations/adoption/state/resource";
import { repositoriesIn } from "../../../src/operations/adoption/state/repositories";
import { repositoryAttributes } from "../../support/cli/terraform-states";

function resource(address: string, values: object = {}): StateResource {
  const start = address.lastIndexOf("aws_");
  const [type = "", name = ""] = address.slice(start).split(/[.[]/);
  return {
    address,
    module: address.slice(0, Math.max(0, start - 1)),
    type,
    name,
    values: values as Record<string, unknown>,
    sensitive: new Set(),
    isTainted: false,
    isDeposed: false,
  };
}

const repository = (address: string, name: string): StateResource => resource(address, repositoryAttributes(name));

/** The release of the repositories whose names begin with `team/`. */
function release(...resources: readonly StateResource[]) {
  const { repositories } = repositoriesIn(resources);
  return releaseOf(
    resources,
    repositories.filter(({ repositoryName }) => repositoryName.startsWith("team/")),
  );
}

test("keys of calls and instances are removed from an address, whatever they contain", () => {
  expect(withoutKeys('module.a["x.y[0]"].module.b[1].aws_ecr_repository.this["say \\"]\\""]')).toBe(
    "module.a.module.b.aws_ecr_repository.this",
  );
});

test("a call whose repositories are all adopted gets blocks, also for what else is in it", () => {
  expect(
    release(
      repository('module.ecr["a"].aws_ecr_repository.this[0]', "team/a"),
      repository('module.ecr["b"].aws_ecr_repository.this[0]', "team/b"),
      resource('module.ecr["b"].module.kms[0].aws_kms_key.key'),
      resource("module.ecr_other.aws_sns_topic.alarms"),
      resource("aws_vpc.main"),
    ),
  ).toEqual({
    removed: ["module.ecr.aws_ecr_repository.this"],
    alsoRemoved: ["module.ecr.module.kms.aws_kms_key.key"],
    stateRm: [],
  });
});

test.each([
  ["another repository", repository('module.ecr["b"].aws_ecr_repository.this[0]', "other/b")],
  ["a public repository", resource('module.ecr["b"].aws_ecrpublic_repository.this[0]')],
  ["settings of the registry", resource('module.ecr["registry"].aws_ecr_registry_policy.this[0]')],
])("a call that stays for %s gets commands, also for its policies", (_, other) => {
  const policy = { repository: "team/a", policy: "{}" };
  expect(
    release(
      repository('module.ecr["a"].aws_ecr_repository.this[0]', "team/a"),
      resource('module.ecr["a"].aws_ecr_lifecycle_policy.this[0]', policy),
      other,
    ),
  ).toEqual({
    removed: [],
    alsoRemoved: [],
    stateRm: ['module.ecr["a"].aws_ecr_lifecycle_policy.this[0]', 'module.ecr["a"].aws_ecr_repository.this[0]'],
  });
});

test("a module around others stays if one of them stays, and in the root module each resource is on its own", () => {
  expect(
    release(
      repository("module.platform.aws_ecr_repository.a", "team/a"),
      repository("module.platform.module.ecr.aws_ecr_repository.b", "team/b"),
      repository("module.platform.module.ecr.aws_ecr_repository.c", "other/c"),
      repository("aws_ecr_repository.d", "team/d"),
      repository("aws_ecr_repository.e", "other/e"),
      repository('aws_ecr_repository.f["team"]', "team/f"),
      repository('aws_ecr_repository.f["other"]', "other/f"),
    ),
  ).toEqual({
    removed: ["aws_ecr_repository.d"],
    alsoRemoved: [],
    stateRm: [
      'aws_ecr_repository.f["team"]',
      "module.platform.aws_ecr_repository.a",
      "module.platform.module.ecr.aws_ecr_repository.b",
    ],
  });
});
