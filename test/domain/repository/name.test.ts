import { checkRepositoryName } from "../../../src/domain/repository/name";

const found = (name: string) =>
  checkRepositoryName(name).map(({ severity, rule, message }) => [severity, rule, message]);

test.each(["ab", "team/api", "1password/connect", "a.b_c-d/e", "a".repeat(256), "a/b/c/d"])("%s is a name", (name) => {
  expect(checkRepositoryName(name)).toEqual([]);
});

test.each([
  ["Team/API", 'it has capital letters. Write "team/api"?'],
  ["my app", 'only letters a-z, digits and . _ - / are allowed. Write "my-app"?'],
  ["team/", 'it must begin and end with a letter or digit. Write "team"?'],
  ["/team", 'it must begin and end with a letter or digit. Write "team"?'],
  ["team//api", 'each part between slashes must begin and end with a letter or digit. Write "team/api"?'],
  ["team-/api", 'each part between slashes must begin and end with a letter or digit. Write "team/api"?'],
  ["a._b", 'separators can not be mixed or repeated. Write "a.b"?'],
  ["a..b", 'separators can not be mixed or repeated. Write "a.b"?'],
  ["a___b", 'separators can not be mixed or repeated. Write "a_b"?'],
  [
    "A b/",
    'it has capital letters, only letters a-z, digits and . _ - / are allowed, it must begin and end with a letter or digit. Write "a-b"?',
  ],
  ["--", "it must begin and end with a letter or digit. Choose another"],
])("%s is none: %s", (name, reason) => {
  expect(found(name)).toEqual([["error", "repository/name", `"${name}" is no repository name: ${reason}`]]);
});

test("the empty name is too short, and none", () => {
  expect(found("")).toEqual([
    ["error", "repository/name-length", '"" has 0 characters; 2 to 256 are allowed'],
    ["error", "repository/name", '"" is no repository name: it is empty. Choose another'],
  ]);
});

test.each([
  ["a", 1],
  ["a".repeat(257), 257],
])("%s has a length that is not allowed", (name, length) => {
  expect(found(name)).toEqual([
    ["error", "repository/name-length", expect.stringContaining(`has ${length} characters; 2 to 256 are allowed`)],
  ]);
});

test.each(["a--b", "a__b"])("%s is a name that other tools refuse, which is a warning", (name) => {
  expect(found(name)).toEqual([
    [
      "warning",
      "repository/name-doubled",
      `"${name}" has a doubled separator, which ECR takes but other tools (moto, ACK, aws-cdk) refuse; a single one is safer`,
    ],
  ]);
});
