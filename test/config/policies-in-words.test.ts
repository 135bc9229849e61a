import { environmentOf, SOUND, text, type Files } from "../support/config";

describe("a lifecycle policy in words", () => {
  const selected = (files: Files): unknown[] =>
    environmentOf(files).repositories.map(({ lifecyclePolicy }) =>
      lifecyclePolicy?.rules.map(({ selection }) => `${selection.tagStatus} ${selection.countNumber}`),
    );
  const WORDS = "{ keepNewest: 30, expireUntagged: { afterDays: 7 } }";
  const BECOMES = ["untagged 7", "any 30"];
  const AGGRESSIVE = ["any 10"];

  test("may have a name, as the words themselves, under `words`, in a file, or as one that comes with the project", () => {
    const names = ["plain", "under", "filed", "preset"];
    const rules = selected({
      "environment.yaml":
        SOUND +
        text(
          "lifecyclePolicies:",
          `  plain: ${WORDS}`,
          `  under: { words: ${WORDS} }`,
          "  filed: { file: words.yaml }",
          "  preset: { preset: aggressive }",
        ),
      "words.yaml": `${WORDS}\n`,
      "repositories/a.yaml": text(
        "repositories:",
        ...names.map((name) => `  - { repositoryName: team/${name}, lifecyclePolicy: ${name} }`),
      ),
    });
    expect(rules).toEqual([BECOMES, BECOMES, BECOMES, AGGRESSIVE]);
  });

  test("may be a repository's own, or that of the defaults", () => {
    const rules = selected({
      "environment.yaml": SOUND + text("repositoryDefaults: { lifecyclePolicy: { keepNewest: 5 } }"),
      "repositories/a.yaml": text(
        "repositories:",
        `  - { repositoryName: team/a, lifecyclePolicy: ${WORDS} }`,
        `  - { repositoryName: team/b, lifecyclePolicy: { words: ${WORDS} } }`,
        "  - { repositoryName: team/c, lifecyclePolicy: { preset: aggressive } }",
        "  - { repositoryName: team/d }",
      ),
    });
    expect(rules).toEqual([BECOMES, BECOMES, AGGRESSIVE, ["any 5"]]);
  });
});

test("imports stand for the repository with its policies, unless they say what is not there", () => {
  const { imports } = environmentOf({
    "environment.yaml": `${SOUND}imports: [team/a, { repositoryName: team/b, without: [repositoryPolicy] }, { repositoryName: team/c }]\n`,
    "repositories/a.yaml":
      "repositories: [{ repositoryName: team/a }, { repositoryName: team/b }, { repositoryName: team/c }]\n",
  });
  expect(imports).toEqual([
    { repositoryName: "team/a", without: [] },
    { repositoryName: "team/b", without: ["repositoryPolicy"] },
    { repositoryName: "team/c", without: [] },
  ]);
});
