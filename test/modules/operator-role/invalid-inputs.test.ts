import { formatPath, prefixed, type Problem } from "../../../src/domain/problems/problem";
import { checkTagCase } from "../../../src/domain/aws/tags";
import { checkOperatorRole } from "../../../src/domain/operator/check-role";
import { policyPreconditions, rolePreconditions } from "../../../modules/kit/role-preconditions";
import { OPERATOR_ROLE_RULES } from "../../../modules/operator-role/validations";
import {
  ACCEPTED_INPUTS,
  MODULE_ONLY_INVALID_INPUTS,
  INVALID_INPUTS,
} from "../../../modules/operator-role/invalid-inputs";
import { TEST_LOCATION, type InvalidInput } from "../../../modules/kit/invalid-input";
import { type OperatorRoleSettings } from "../../../src/domain/operator/role-settings";
import { roleSettings } from "../../support/operator-role-inputs";

function check({ inputs }: Pick<InvalidInput, "inputs">): Problem[] {
  const settings: OperatorRoleSettings = roleSettings({ ...ACCEPTED_INPUTS, ...inputs }, TEST_LOCATION);
  return [...checkOperatorRole(settings), ...prefixed(["tags"], checkTagCase(settings.tags ?? {}))];
}

const lines = (problems: readonly Problem[]): string[] =>
  problems
    .filter(({ severity }) => severity === "error")
    .map(({ at, message }) => `${formatPath(at)}: ${message}`.toLowerCase());

test("the construct accepts the inputs that the module's tests vary", () => {
  expect(check({ inputs: {} })).toEqual([]);
});

test.each(INVALID_INPUTS.map((input) => [input.title, input] as const))(
  "%s: the construct reports the module's message",
  (_, input) => {
    expect(lines(check(input))).toContainEqual(expect.stringContaining(input.expectedMessage.toLowerCase()));
  },
);

const MODULE_MESSAGES = OPERATOR_ROLE_RULES.map(({ input, message }) => ({
  by: `var.${input}`,
  // Lengths are expressions there.
  message: message.replaceAll(/\$\{length\(var\.\w+\)\}/g, "65").toLowerCase(),
}));

test.each(
  [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS]
    .filter(({ rejectedBy: refusedBy }) => refusedBy.startsWith("var."))
    .map((input) => [input.title, input] as const),
)("%s: the variable has the same message", (_, { rejectedBy: refusedBy, expectedMessage: words }) => {
  const messages = MODULE_MESSAGES.filter(({ by }) => by === refusedBy).map(({ message }) => message);
  expect(messages).toContainEqual(expect.stringContaining(words.toLowerCase()));
});

test("every validation and precondition of the module rejects an input", () => {
  const words = [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS].map((input) => input.expectedMessage.toLowerCase());
  // Of what it shares with ecr-repository, that module's tests have one each.
  const own = OPERATOR_ROLE_RULES.filter(({ input }) => input !== "tags").map(({ message }) => message);
  const conditions = [...rolePreconditions(), ...policyPreconditions()].map(({ errorMessage }) => errorMessage);
  const filled = (text: string): string =>
    text
      .replaceAll("${length(var.name)}", "65")
      .replaceAll("${data.aws_caller_identity.current.account_id}", TEST_LOCATION.account)
      .replaceAll("${data.aws_service.ecr.partition}", "aws")
      .replaceAll("${data.aws_service.ecr.region}", TEST_LOCATION.region)
      .replaceAll("${var.trust_policy_quota}", "2048")
      .toLowerCase();
  const untested = [...own, ...conditions].filter((text) => !words.some((part) => filled(text).includes(part)));
  expect(untested).toEqual([]);
});
