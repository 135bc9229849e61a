import { formatPath } from "../../../src/domain/problems/problem";
import { checkOperatorServiceAccount } from "../../../src/domain/operator/check-service-account";
import { type InvalidInput } from "../../../modules/kit/invalid-input";
import { SERVICE_ACCOUNT_RULES } from "../../../modules/operator-service-account/validations";
import {
  ACCEPTED_INPUTS,
  MODULE_ONLY_INVALID_INPUTS,
  INVALID_INPUTS,
} from "../../../modules/operator-service-account/invalid-inputs";
import { type OperatorServiceAccountSettings } from "../../../src/domain/operator/service-account-settings";

/** The module's inputs as the construct has them. */
function settingsOf(changed: InvalidInput["inputs"]): OperatorServiceAccountSettings {
  const inputs = { ...ACCEPTED_INPUTS, ...changed } as Readonly<Record<string, string>>;
  const deployment = changed["deployment"] as Readonly<Record<string, string>> | undefined;
  return {
    mode: "annotate",
    roleArn: inputs["role_arn"] ?? "",
    namespace: inputs["namespace"] ?? "",
    serviceAccount: inputs["service_account"] ?? "",
    fieldManager: inputs["field_manager"] ?? "",
    deployment: deployment && {
      name: deployment["name"] ?? "",
      container: deployment["container"],
      sessionName: deployment["session_name"],
    },
  };
}

test("the construct accepts the inputs that the module's tests vary", () => {
  expect(checkOperatorServiceAccount(settingsOf({}))).toEqual([]);
});

test.each(INVALID_INPUTS.map((input) => [input.title, input] as const))(
  "%s: the construct reports the module's message",
  (_, { inputs, expectedMessage: words }) => {
    const messages = checkOperatorServiceAccount(settingsOf(inputs))
      .filter(({ severity }) => severity === "error")
      .map(({ at, message }) => `${formatPath(at)}: ${message}`);
    expect(messages).toContainEqual(expect.stringContaining(words));
  },
);

const filled = (message: string): string => message.replaceAll("${length(var.field_manager)}", "111");

test.each([...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS].map((input) => [input.title, input] as const))(
  "%s: the variable has the same message",
  (_, { rejectedBy: refusedBy, expectedMessage: words }) => {
    const rules = SERVICE_ACCOUNT_RULES.filter(({ input }) => `var.${input}` === refusedBy);
    expect(rules.map(({ message }) => filled(message))).toContainEqual(expect.stringContaining(words));
  },
);

test("every validation rejects an input", () => {
  const refused = [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS];
  const untested = SERVICE_ACCOUNT_RULES.filter(
    ({ message }) => !refused.some(({ expectedMessage: words }) => filled(message).includes(words)),
  );
  expect(untested).toEqual([]);
});
