import { type ModuleDocument } from "./module-definition";

/** An input of a module that AWS would reject, or that would not have the intended effect. */
export interface InvalidInput {
  /** What is wrong, in a few words; also the name of a test. */
  readonly title: string;
  /** Inputs of the module, by variable. Other inputs are valid. */
  readonly inputs: ModuleDocument;
  /** The same inputs as a test file writes them, such as a `for` for 51 tags. @default - `inputs` */
  readonly written?: ModuleDocument;
  /** The variable, resource or output that rejects the input. */
  readonly rejectedBy: string;
  /** Part of the module's message, and of the construct's if both have the same message. */
  readonly expectedMessage: string;
}

/** Account and region of the tests. */
export const TEST_LOCATION = { account: "111122223333", region: "eu-west-1" } as const;

/** Start of the ARNs of OIDC providers in the account of the tests. */
export const PROVIDERS = "arn:aws:iam::111122223333:oidc-provider/";

/** A text of this length, as a test file writes it: zeros, because `range` has at most 1,024 values. */
export function longText(length: number): string {
  return `\${format("%0${length}d", 0)}`;
}

/** Inputs that are rejected together. @param by the variable, resource or output that rejects them */
export function refusedBy(by: string, title: string, words: string, inputs: ModuleDocument): InvalidInput {
  return { title, inputs, rejectedBy: by, expectedMessage: words };
}

/** A value that its variable rejects. */
export function refusedValue(
  variable: string,
  title: string,
  words: string,
  value: ModuleDocument[string],
): InvalidInput {
  return refusedBy(`var.${variable}`, title, words, { [variable]: value });
}

/** Inputs that all modules of roles reject. `operator-role` has more of them. */
export const ROLE_NAME = refusedValue(
  "name",
  "a role name with a space",
  "expected 1 to 64 letters, digits and _ + = , . @ -",
  "my role",
);
export const NOT_LATIN = refusedValue(
  "description",
  "a description with characters outside Latin-1",
  "expected at most 1,000 characters, Latin-1 only",
  "操作",
);
export const FOREIGN_BOUNDARY: InvalidInput = {
  title: "a permissions boundary of another account",
  inputs: { permissions_boundary: "arn:aws:iam::444455556666:policy/b" },
  rejectedBy: "aws_iam_role.this",
  expectedMessage: "expected a managed policy in the role's account (arn:aws:iam::111122223333:policy/<name>)",
};

/** Entries of `repositories` that are neither names nor prefixes. */
export const REPOSITORY_ENTRIES: readonly InvalidInput[] = [
  refusedValue("repositories", "a wildcard in a repository name", "found a wildcard in", ["team*"]),
  refusedValue("repositories", "a prefix with two slashes", "expected a prefix of lowercase letters and digits", [
    "team//",
  ]),
  refusedValue("repositories", "a repository name of one character", "2 to 256", ["a"]),
  refusedValue("repositories", "a repository name with a space", "only letters a-z, digits and . _ - / are allowed", [
    "my api",
  ]),
];
