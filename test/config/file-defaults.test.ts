import { environmentOf, problemsOf, read, SOUND } from "../support/config";

const FILE = `defaults: { scanOnPush: false, tags: { Team: a, Kind: image }, deletionPolicy: Retain }
repositories:
  - repositoryName: team/api
  - { repositoryName: team/web, scanOnPush: true, tags: { Kind: chart } }
`;

test("a file's defaults are between the environment's and the repository's own settings", () => {
  const { repositories } = environmentOf({
    "environment.yaml": `${SOUND}repositoryDefaults: { imageTagMutability: MUTABLE, deletionPolicy: Delete, tags: { Owner: x } }\n`,
    "repositories/a.yaml": FILE,
    "repositories/b.json": JSON.stringify({ repositories: [{ repositoryName: "other/b" }] }),
  });
  const common = { imageTagMutability: "MUTABLE", deletionPolicy: "Retain" };
  expect(repositories).toMatchObject([
    { ...common, repositoryName: "team/api", scanOnPush: false, tags: { Owner: "x", Team: "a", Kind: "image" } },
    { ...common, repositoryName: "team/web", scanOnPush: true, tags: { Owner: "x", Team: "a", Kind: "chart" } },
    { repositoryName: "other/b", imageTagMutability: "MUTABLE", deletionPolicy: "Delete", scanOnPush: true },
  ]);
});

test("problems of a file's defaults are told once, where they are written", () => {
  const file = `defaults: { scanOnPush: 1, lifecyclePolicy: standrd, forceDelete: true, deletionPolicy: Retain, color: red }
repositories: [{ repositoryName: team/api }, { repositoryName: team/web }]
`;
  expect(problemsOf(read({ "repositories/a.yaml": file }))).toEqual([
    expect.stringMatching(/^repositories\/a\.yaml:1:25: error: scanOnPush: expected true or false, found 1/),
    expect.stringMatching(/^repositories\/a\.yaml:1:45: error: lifecyclePolicy: expected "none".*found "standrd"/),
    expect.stringMatching(/^repositories\/a\.yaml:1:67: error: forceDelete: /),
    expect.stringMatching(/^repositories\/a\.yaml:1:97: error: defaults: .*found "color"/),
  ]);
});

test("the defaults of a file without repositories are checked too", () => {
  const files = { "repositories/a.yaml": "defaults: { lifecyclePolicy: nothing }\nrepositories: []\n" };
  expect(problemsOf(read(files))[0]).toContain("repositories/a.yaml:1:30: error: lifecyclePolicy: expected");
});
