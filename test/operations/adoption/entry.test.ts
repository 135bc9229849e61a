import { entryOf, tagFaults, tagsToAdd, type EntryDefaults } from "../../../src/operations/adoption/entry";
import { type FoundRepository, type FoundSettings } from "../../../src/operations/adoption/found";
import { REPOSITORY_DEFAULTS } from "../../../src/domain/repository/settings";
import { type LifecyclePolicy } from "../../../src/domain/lifecycle-policy/schema";

const keep = (countNumber: number): LifecyclePolicy => ({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
      action: { type: "expire" },
    },
  ],
});

function defaults(parts: Partial<EntryDefaults["settings"]> = {}, tags: EntryDefaults["tags"] = {}): EntryDefaults {
  const settings = { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [], ...parts };
  return { settings, tags, region: "eu-west-1", noPolicy: "none" };
}

function found(settings: Partial<FoundSettings> = {}, parts: Partial<FoundRepository> = {}): FoundRepository {
  const { tags, deletionPolicy: _, forceDelete: __, ...rest } = REPOSITORY_DEFAULTS;
  return {
    repositoryName: "team/api",
    settings: { ...rest, tags, pullPrincipals: [], pushPrincipals: [], ...settings },
    without: [],
    ...parts,
  };
}

const entry = (it: FoundRepository, base = defaults(), name?: string) => entryOf(it, base, () => name);

test("what the defaults say is left out", () => {
  expect(entry(found())).toEqual({ repositoryName: "team/api" });
  expect(entry(found({ lifecyclePolicy: keep(5) }), defaults({ lifecyclePolicy: keep(5) }))).toEqual({
    repositoryName: "team/api",
  });
});

test("what differs is written, in the order of the documentation", () => {
  const it = found({ imageTagMutability: "MUTABLE", scanOnPush: false, tags: { Team: "a" } }, { description: "Ours" });
  expect(Object.entries(entry(it))).toEqual([
    ["repositoryName", "team/api"],
    ["description", "Ours"],
    ["imageTagMutability", "MUTABLE"],
    ["scanOnPush", false],
    ["tags", { Team: "a" }],
  ]);
});

test("exclusion filters come with their mutability, and go with it", () => {
  const filters = {
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: ["v*"],
  } as const;
  expect(entry(found(filters), defaults({ ...filters, imageTagMutabilityExclusionFilters: ["w*"] }))).toEqual({
    repositoryName: "team/api",
    ...filters,
  });
  expect(entry(found(), defaults(filters))).toEqual({ repositoryName: "team/api", imageTagMutability: "IMMUTABLE" });
});

test("a lifecycle policy is a name, the policy itself, or none", () => {
  const policy = found({ lifecyclePolicy: keep(5) });
  expect(entry(policy, defaults(), "keep-5")["lifecyclePolicy"]).toBe("keep-5");
  expect(entry(policy)["lifecyclePolicy"]).toEqual(keep(5));
  expect(entry(found(), defaults({ lifecyclePolicy: keep(5) }))["lifecyclePolicy"]).toBe("none");
});

test("grants of the defaults that a repository does not have are taken back", () => {
  const base = defaults({ pullPrincipals: ["444455556666"] });
  expect(entry(found(), base)).toEqual({ repositoryName: "team/api", pullPrincipals: [] });
  expect(entry(found({ pullPrincipals: ["444455556666"] }), base)).toEqual({ repositoryName: "team/api" });
});

test("a repository policy of the defaults that a repository does not have is taken back", () => {
  const repositoryPolicy = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
  } as const;
  const base = defaults({ repositoryPolicy });
  expect(entry(found(), base)).toEqual({ repositoryName: "team/api", repositoryPolicy: "none" });
  expect(entry(found({ repositoryPolicy }), base)).toEqual({ repositoryName: "team/api" });
});

test("tags that come from above are left out, others and other values are written", () => {
  const base = defaults({ tags: { Team: "a" } }, { Owner: "platform", Cost: "1" });
  const it = found({ tags: { Team: "b", Owner: "platform", Own: "x" } });
  expect(entry(it, base)["tags"]).toEqual({ Team: "b", Own: "x" });
  expect(tagsToAdd(it, base)).toEqual(["Cost"]);
  const { tags: _, ...unknown } = it.settings;
  expect(tagsToAdd({ ...it, settings: unknown }, base)).toEqual([]);
});

test("tags that are too many with the default ones are told", () => {
  const tags = (prefix: string, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "x"]));
  const base = defaults({}, tags("default", 20));
  expect(tagFaults(found({ tags: tags("own", 30) }), base)).toEqual([]);
  expect(tagFaults(found({ tags: tags("own", 31) }), base)).toEqual([
    "expected at most 50 tags including default tags, found 51. Remove some",
  ]);
});

test("a deletion with images is nothing that a repository inherits", () => {
  expect(entry(found({}, { deletionPolicy: "Retain" }), defaults({ forceDelete: true }))).toEqual({
    repositoryName: "team/api",
    deletionPolicy: "Retain",
    forceDelete: false,
  });
});
