import { checkRepositoryName } from "../../../src/domain/repository/name";

const found = (name: string) =>
  checkRepositoryName(name).map(({ severity, rule, message }) => [severity, rule, message]);

test.each(["ab", "team/api", "1password/connect", "a.b_c-d/e", "a".repeat(256), "a/b/c/d"])("%s is a name", (name) => {
  expect(checkRepositoryName(name)).toEqual([]);
});

test.each([
  ["Team/API", 'uppercase letters are not allowed. Try "team/api"'],
  ["my app", 'only letters a-z, digits and . _ - / are allowed. Try "my-app"'],
  ["team/", 'it must start and end with a letter or digit. Try "team"'],
  ["/team", 'it must start and end with a letter or digit. Try "team"'],
  ["team//api", 'each part between slashes must start and end with a letter or digit. Try "team/api"'],
  ["team-/api", 'each part between slashes must start and end with a letter or digit. Try "team/api"'],
  ["a._b", 'each separator must be ., _, __, or one or more hyphens. Try "a.b"'],
  ["a..b", 'each separator must be ., _, __, or one or more hyphens. Try "a.b"'],
  ["a___b", 'each separator must be ., _, __, or one or more hyphens. Try "a_b"'],
  [
    "A b/",
    'uppercase letters are not allowed, only letters a-z, digits and . _ - / are allowed, it must start and end with a letter or digit. Try "a-b"',
  ],
  ["--", "it must start and end with a letter or digit. Choose a different name"],
])("%s is none: %s", (name, reason) => {
  expect(found(name)).toEqual([["error", "repository/name", `expected a repository name, found "${name}": ${reason}`]]);
});

test("the empty name is too short, and none", () => {
  expect(found("")).toEqual([
    ["error", "repository/name-length", 'expected 2 to 256 characters, found 0 in ""'],
    ["error", "repository/name", 'expected a repository name, found "": it is empty. Choose a different name'],
  ]);
});

test.each([
  ["a", 1],
  ["a".repeat(257), 257],
])("%s has a length that is not allowed", (name, length) => {
  expect(found(name)).toEqual([
    ["error", "repository/name-length", expect.stringContaining(`expected 2 to 256 characters, found ${length}`)],
  ]);
});

test.each(["a--b", "a__b"])("%s is a name that other tools refuse, which is a warning", (name) => {
  expect(found(name)).toEqual([
    [
      "warning",
      "repository/name-doubled",
      `expected single separators, found "${name}". ECR accepts __ and repeated hyphens, but other tools (moto, ACK, aws-cdk) reject them`,
    ],
  ]);
});

const HOST = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const DIGEST = `sha256:${"a".repeat(64)}`;

test.each([
  ["team/api:latest", "it contains a tag"],
  [`team/api@${DIGEST}`, "it contains a digest"],
  [`${HOST}/team/api:v1`, "it contains a tag"],
  [`https://${HOST}/team/api`, "it is an ARN or a URI"],
  ["arn:aws:ecr:eu-west-1:111122223333:repository/team/api", "it is an ARN or a URI"],
  ["localhost:5000/team/api", "only letters a-z, digits and . _ - / are allowed"],
])("%s is another spelling, and its name is proposed", (name, reason) => {
  const [[severity, rule, message] = []] = found(name);
  expect([severity, rule]).toEqual(["error", "repository/name"]);
  expect(message).toContain(`: ${reason}. Try "team/api"`);
});

test.each([HOST, "111122223333.dkr-ecr.eu-west-1.on.aws"])("a name that holds the host %s is a warning", (host) => {
  expect(found(`${host}/team/api`)).toEqual([
    [
      "warning",
      "repository/name-host",
      `expected a name without a registry's host, found "${host}/team/api". ECR would accept it and add the host again in the URI. Try "team/api"`,
    ],
  ]);
});

test("names that mirror other registries are names", () => {
  expect(["ghcr.io/acme/api", "docker.io/library/nginx", "quay.io/team/api"].flatMap(found)).toEqual([]);
});
