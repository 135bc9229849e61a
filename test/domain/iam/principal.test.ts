import { principalOf } from "../../../src/domain/iam/principal";

test.each([
  ["999988887777", { kind: "account", name: "", arn: "arn:aws-cn:iam::999988887777:root" }],
  ["arn:aws:iam::999988887777:root", { kind: "account", name: "", arn: "arn:aws:iam::999988887777:root" }],
  ["arn:aws:iam::999988887777:role/a/b/ci", { kind: "role", name: "ci", arn: "arn:aws:iam::999988887777:role/a/b/ci" }],
  ["arn:aws:iam::999988887777:user/bob", { kind: "user", name: "bob", arn: "arn:aws:iam::999988887777:user/bob" }],
  [
    "arn:aws:sts::999988887777:assumed-role/ci/session",
    { kind: "role", name: "ci", arn: "arn:aws:iam::999988887777:role/ci" },
  ],
  [
    "arn:aws:sts::999988887777:federated-user/bob",
    { kind: "other", name: "", arn: "arn:aws:sts::999988887777:federated-user/bob" },
  ],
])("%s is a principal", (text, expected) => {
  expect(principalOf(text, "cn-north-1")).toEqual({ ...expected, account: "999988887777" });
});

test.each(["", "12345", "arn:aws:s3:::bucket", "arn:aws:ecr:eu-west-1:999988887777:repository/x", "ci"])(
  "%j is none",
  (text) => {
    expect(principalOf(text, "eu-west-1")).toBeUndefined();
  },
);
