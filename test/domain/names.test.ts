import {
  dnsSuffix,
  dockerLoginCommand,
  parseArn,
  partitionOf,
  repositoryArn,
  repositoryUrl,
  roleArn,
} from "../../src/domain/aws/arn";
import { checkTerraformNames, terraformName } from "../../src/domain/terraform/terraform-name";

const FRANKFURT = { account: "111122223333", region: "eu-central-1" };
const BEIJING = { account: "111122223333", region: "cn-north-1" };

test.each([
  ["eu-central-1", "aws", "amazonaws.com"],
  ["cn-northwest-1", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-east-1", "aws-us-gov", "amazonaws.com"],
  ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
  ["us-iso-west-1", "aws-iso", "c2s.ic.gov"],
  ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
  ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
  ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
  ["us-isob-north-7", "aws-iso-b", "sc2s.sgov.gov"],
  ["eu-west-9", "aws", "amazonaws.com"],
])("%s is in the partition %s, below %s", (region, partition, suffix) => {
  expect([partitionOf(region), dnsSuffix(partitionOf(region))]).toEqual([partition, suffix]);
});

test("ARNs and URLs follow from account, region and name", () => {
  expect(repositoryArn(FRANKFURT, "team/api")).toBe("arn:aws:ecr:eu-central-1:111122223333:repository/team/api");
  expect(repositoryUrl(BEIJING, "team/api")).toBe("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/team/api");
  expect(roleArn(BEIJING, "operator", "/platform/")).toBe("arn:aws-cn:iam::111122223333:role/platform/operator");
});

test("the login command names region and registry", () => {
  expect(dockerLoginCommand(FRANKFURT)).toBe(
    "aws ecr get-login-password --region eu-central-1 | docker login --username AWS --password-stdin 111122223333.dkr.ecr.eu-central-1.amazonaws.com",
  );
});

test("an ARN has five parts after its first word, the last of which may have colons", () => {
  expect(parseArn("arn:aws:eks:eu-west-1:111122223333:cluster/a:b")).toEqual({
    partition: "aws",
    service: "eks",
    region: "eu-west-1",
    account: "111122223333",
    resource: "cluster/a:b",
  });
  expect(["role/a", "arn:aws:iam::111122223333", "arn:aws:iam::1:"].map(parseArn)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ["team/api", "team_api"],
  ["a.b-c_d", "a_b-c_d"],
  ["2048/game", "_2048_game"],
])("%s is %s in Terraform", (name, id) => {
  expect(terraformName(name)).toBe(id);
});

test("names that would share an address are reported at the later one; a name that is there twice is not", () => {
  expect(checkTerraformNames(["a/b", "c", "a/b", "a_b", "a.b"])).toMatchObject([
    {
      at: [3],
      message: 'expected unique Terraform names, found "a_b" and "a/b", which both become "a_b". Rename one of them',
    },
    {
      at: [4],
      message: 'expected unique Terraform names, found "a.b" and "a/b", which both become "a_b". Rename one of them',
    },
  ]);
});
