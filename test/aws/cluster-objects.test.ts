import { podOf } from "../../src/aws/cluster-objects";

const pod = (...env: readonly { readonly name: string; readonly value: string }[]) =>
  podOf(
    JSON.parse(JSON.stringify({ spec: { containers: [{ name: "manager", env }] } })) as Parameters<typeof podOf>[0],
  );

test("a pod's credentials are recognized by the variables that EKS sets", () => {
  const agent = { name: "AWS_CONTAINER_CREDENTIALS_FULL_URI", value: "http://169.254.170.23/v1/credentials" };
  const role = { name: "AWS_ROLE_ARN", value: "arn:aws:iam::111122223333:role/operator" };
  expect(pod(agent)).toMatchObject({ podIdentity: true, hasToken: false });
  expect(pod(role)).toMatchObject({ podIdentity: false, roleArn: role.value });
});
