import { parseImageReference } from "../../../src/operations/scan-gate/reference";

const DIGEST = `sha256:${"a".repeat(64)}`;

test.each([
  ["team/api:1.2", { repositoryName: "team/api", tag: "1.2" }],
  [`team/api@${DIGEST}`, { repositoryName: "team/api", digest: DIGEST }],
  [`team/api:1.2@${DIGEST}`, { repositoryName: "team/api", tag: "1.2", digest: DIGEST }],
  [
    "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.2",
    { repositoryName: "team/api", tag: "1.2", location: { account: "111122223333", region: "eu-west-1" } },
  ],
  [
    "111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/api:1",
    { repositoryName: "api", tag: "1", location: { account: "111122223333", region: "us-gov-west-1" } },
  ],
  [
    "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/api:1",
    { repositoryName: "api", tag: "1", location: { account: "111122223333", region: "cn-north-1" } },
  ],
  [
    "111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu/api:1",
    { repositoryName: "api", tag: "1", location: { account: "111122223333", region: "eusc-de-east-1" } },
  ],
  [
    "111122223333.dkr-ecr.eu-west-1.on.aws/api:1",
    { repositoryName: "api", tag: "1", location: { account: "111122223333", region: "eu-west-1" } },
  ],
])("%s is read", (text, reference) => {
  expect(parseImageReference(text)).toEqual(reference);
});

test.each([
  ["team/api", "it contains neither a tag nor a digest"],
  ["team/api@sha256:abc", '"sha256:abc" is not a SHA-256 digest'],
  [`team/api@${DIGEST}@${DIGEST}`, "it contains several digests"],
  ["localhost:5000/api:1", "it contains several tags"],
  ["team/api:", '"" is not a valid tag'],
  ["Team/api:1", "Team/api"],
  [":1", 'found ":1": expected 2 to 256 characters, found 0 in ""'],
])("%s is refused", (text, why) => {
  const parse = (): unknown => parseImageReference(text);
  expect(parse).toThrow(why);
  expect(parse).toThrow("expected an image such as team/api:1.2, team/api@sha256:... or");
});
