import { readSpelling } from "../../../src/domain/repository/spelling";

const IRELAND = { account: "111122223333", region: "eu-west-1" };
const DIGEST = `sha256:${"a".repeat(64)}`;

test.each([
  ["team/api", {}],
  ["team/api:v1", { tag: "v1" }],
  [`team/api@${DIGEST}`, { digest: DIGEST }],
  [`team/api:v1@${DIGEST}`, { tag: "v1", digest: DIGEST }],
  ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api", { location: IRELAND }],
  ["https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api", { location: IRELAND }],
  [
    "111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/team/api:v1",
    { location: { ...IRELAND, region: "us-east-1" }, tag: "v1" },
  ],
  ["111122223333.dkr-ecr.eu-west-1.on.aws/team/api", { location: IRELAND }],
  ["111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/team/api", { location: { ...IRELAND, region: "cn-north-1" } }],
  ["arn:aws:ecr:eu-west-1:111122223333:repository/team/api", { location: IRELAND }],
  ["arn:aws-cn:ecr:cn-north-1:111122223333:repository/team/api", { location: { ...IRELAND, region: "cn-north-1" } }],
])("%s is a spelling of team/api", (text, parts) => {
  expect(readSpelling(text)).toEqual({ repositoryName: "team/api", ...parts });
});

test.each([
  "team/api:v1:v2",
  "arn:aws:iam::111122223333:role/team",
  "ghcr.io/team/api",
  "localhost:5000/team/api",
  "team/api@",
  "",
])("%s stays as it is", (text) => {
  const { repositoryName, location } = readSpelling(text);
  expect([repositoryName, location]).toEqual([text, undefined]);
});
