import { refusedValue, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

const ACCOUNT = "444455556666";

const refused = (
  input: "pull_grants" | "push_grants",
  wrong: string,
  words: string,
  grant: ModuleDocument,
): InvalidInput => refusedValue(input, wrong, words, [grant]);

const pull = (wrong: string, words: string, grant: ModuleDocument): InvalidInput =>
  refused("pull_grants", wrong, words, grant);

/** Faults that both lists can have. */
const shared = (input: "pull_grants" | "push_grants", of: string): readonly InvalidInput[] => [
  refused(input, `${of} to no one`, `Each entry of ${input} must have exactly one of principals`, {}),
  refused(input, `${of} to two at once`, `Each entry of ${input} must have exactly one of principals`, {
    principals: [ACCOUNT],
    organization: "o-a1b2c3d4e5",
  }),
  refused(input, `${of} to roles by a wildcard`, `The principals in ${input} must be`, {
    principals: [`arn:aws:iam::${ACCOUNT}:role/*`],
  }),
  refused(input, `${of} to any organization`, `The organization in ${input} must be`, { organization: "o-*" }),
  refused(input, `${of} to a unit without its path`, `The organizational_unit in ${input} must be`, {
    organizational_unit: "ou-ab12-11111111",
  }),
  refused(input, `${of} through a VPC`, `The vpc_endpoints in ${input} must be`, {
    principals: [ACCOUNT],
    vpc_endpoints: ["vpc-0a1b2c3d"],
  }),
  refused(input, `${of} from a name`, `The ip_ranges in ${input} must be`, {
    principals: [ACCOUNT],
    ip_ranges: ["example.com"],
  }),
  refused(input, `${of} from the internet`, `The ip_ranges in ${input} must be`, {
    principals: [ACCOUNT],
    ip_ranges: ["0.0.0.0/0"],
  }),
];

/** Grants that both the modules and the construct reject. */
export const REFUSED_GRANTS: readonly InvalidInput[] = [
  ...shared("pull_grants", "a pull"),
  ...shared("push_grants", "a push"),
  pull("a service in upper case", "The service in pull_grants must be a name or domain", {
    service: "Lambda",
    source_accounts: [ACCOUNT],
  }),
  pull("a service for anyone", "requires either source_arns or source_accounts", { service: "codebuild" }),
  pull("a source without a service", "grants without a service accept neither", {
    principals: [ACCOUNT],
    source_accounts: [ACCOUNT],
  }),
  pull("a source of any account", "must be ARNs with a fixed account", {
    service: "codebuild",
    source_arns: ["arn:aws:codebuild:eu-west-1:*:project/api"],
  }),
  pull("a project as the source of Lambda", "must be ARNs of functions in one account and region", {
    service: "lambda",
    source_arns: [`arn:aws:codebuild:eu-west-1:${ACCOUNT}:project/api`],
  }),
  pull("a service from an address", "cannot be limited to networks", {
    service: "codebuild",
    source_accounts: [ACCOUNT],
    ip_ranges: ["203.0.113.7"],
  }),
  refused("push_grants", "a service that pushes", "Each entry of push_grants must have exactly one of principals", {
    service: "codebuild",
    source_accounts: [ACCOUNT],
  }),
];
