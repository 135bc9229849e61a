import { clientConfig, embeddedEnv, externalEnv, externalVariables } from "../../src/emulator/emulator-env";

const address = { endpoint: "http://127.0.0.1:5000", region: "eu-west-1" };

test("the embedded emulator gets none of the user's AWS settings", () => {
  const env = embeddedEnv(
    {
      AWS_PROFILE: "real",
      AWS_ACCESS_KEY_ID: "real",
      AWS_SESSION_TOKEN: "real",
      AWS_ENDPOINT_URL_S3: "https://s3.example.com",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
      PATH: "/bin",
    },
    address,
  );
  expect(env).toMatchObject({
    PATH: "/bin",
    AWS_ENDPOINT_URL: address.endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_REGION: "eu-west-1",
  });
  for (const name of [
    "AWS_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_ENDPOINT_URL_S3",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  ]) {
    expect(env).not.toHaveProperty(name);
  }
});

test("clients of the embedded emulator cannot read files with profiles", () => {
  const env = embeddedEnv({ AWS_CONFIG_FILE: "/home/me/.aws/config" }, address);
  expect(env["AWS_CONFIG_FILE"]).toBe(env["AWS_SHARED_CREDENTIALS_FILE"]);
  expect(env["AWS_CONFIG_FILE"]).not.toContain("me");
});

test("AWS_CA_BUNDLE stays, because programs other than AWS clients need it too", () => {
  expect(embeddedEnv({ AWS_CA_BUNDLE: "/certificates.crt" }, address)["AWS_CA_BUNDLE"]).toBe("/certificates.crt");
});

test("for the user's own emulator, the user's credentials stay", () => {
  const env = externalEnv({ AWS_ACCESS_KEY_ID: "mine", AWS_SECRET_ACCESS_KEY: "secret" }, address);
  expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: "mine", AWS_SECRET_ACCESS_KEY: "secret" });
});

test("a profile counts as credentials", () => {
  expect(externalVariables({ AWS_PROFILE: "mine" }, address)).not.toHaveProperty("AWS_ACCESS_KEY_ID");
});

test("for the user's own emulator, test credentials are added if there are none", () => {
  expect(externalEnv({ AWS_ACCESS_KEY_ID: "" }, address)).toMatchObject({ AWS_ACCESS_KEY_ID: "test" });
});

test("an environment becomes the settings of AWS clients", () => {
  expect(clientConfig(embeddedEnv({}, address))).toEqual({
    ...address,
    credentials: { accessKeyId: "test", secretAccessKey: "test", sessionToken: undefined },
  });
});

test("without an access key, the client searches for credentials itself", () => {
  expect(clientConfig(externalEnv({ AWS_PROFILE: "mine" }, address))).toEqual(address);
});

test("an environment without an endpoint is rejected", () => {
  expect(() => clientConfig({ AWS_REGION: "eu-west-1" })).toThrow(
    "expected AWS_ENDPOINT_URL and AWS_REGION to be set, found one or both unset",
  );
});
