import { TEST_LOCATION, type InvalidInput } from "../../../modules/kit/invalid-input";
import { type ModuleDocument } from "../../../modules/kit/module-definition";
import { CLUSTER_RULES, ROLE_RULES } from "../../../modules/operator-role/validations";
import {
  ACCEPTED_INPUTS,
  INVALID_INPUTS,
  MODULE_ONLY_INVALID_INPUTS,
  POD_INPUTS,
} from "../../../modules/workload-role/invalid-inputs";
import { workloadPolicyPreconditions, workloadRolePreconditions } from "../../../modules/workload-role/preconditions";
import { WORKLOAD_ROLE_RULES } from "../../../modules/workload-role/validations";
import { checkWorkloadRole } from "../../../src/domain/workloads/check";
import { workloadSettings } from "../../support/workloads/module-inputs";

const errorsOf = (inputs: ModuleDocument): string[] =>
  checkWorkloadRole(workloadSettings({ ...ACCEPTED_INPUTS, ...inputs }, TEST_LOCATION))
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message);

test.each([{}, POD_INPUTS, { attach_to: { nodes: "eks-nodes" } }, { fargate_clusters: ["prod"] }])(
  "the construct accepts the inputs that the module's tests vary: %j",
  (inputs) => {
    expect(errorsOf(inputs)).toEqual([]);
  },
);

test.each(INVALID_INPUTS.map(({ title, inputs, expectedMessage }) => [title, inputs, expectedMessage] as const))(
  "%s: the construct reports the module's message",
  (_, inputs, words) => {
    expect(errorsOf(inputs)).toContainEqual(expect.stringContaining(words));
  },
);

/** A module's message as it is shown for the inputs above. */
const shown = (message: string): string =>
  message
    .replaceAll("${data.aws_caller_identity.current.account_id}", TEST_LOCATION.account)
    .replaceAll("${data.aws_service.ecr.region}", TEST_LOCATION.region)
    .replaceAll("${data.aws_service.ecr.partition}", "aws")
    .replaceAll("${local.workload}", "for nodes on EC2")
    // Checks write in lower case, modules with a capital.
    .toLowerCase();

interface Rule {
  /** The variable, resource or output that rejects an input. */
  readonly by: string;
  readonly message: string;
}

const RULES: readonly Rule[] = [
  ...WORKLOAD_ROLE_RULES.map(({ input, message }) => ({ by: `var.${input}`, message })),
  ...workloadRolePreconditions().map(({ errorMessage }) => ({ by: "aws_iam_role.this", message: errorMessage })),
  ...workloadPolicyPreconditions().map(({ errorMessage }) => ({ by: "aws_iam_policy.this", message: errorMessage })),
];
const ALL = [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS];
const isSaidBy = ({ rejectedBy, expectedMessage }: InvalidInput, { by, message }: Rule): boolean =>
  rejectedBy === by && shown(message).includes(expectedMessage.toLowerCase());

test.each(ALL.map((input) => [input.title, input] as const))("%s: the module has the message", (_, input) => {
  expect(RULES.filter((rule) => isSaidBy(input, rule))).not.toEqual([]);
});

/** Lists with the rules of `repositories`. */
const MORE_LISTS = ["var.pull_repositories", "var.import_repositories", "var.create_repositories"];

test("every validation and precondition of the module rejects an input", () => {
  // operator-role's inputs try what all roles share; lists of repositories are all alike.
  const shared = [...ROLE_RULES, ...CLUSTER_RULES].map(({ message }) => message);
  const own = RULES.filter(({ by, message }) => !shared.includes(message) && !MORE_LISTS.includes(by));
  expect(own.filter((rule) => !ALL.some((input) => isSaidBy(input, rule)))).toEqual([]);
});
