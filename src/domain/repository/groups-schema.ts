import { z } from "zod";
import { formatError } from "../problems/schema-messages";
import { namePatternsSchema } from "./name-schema";

const NAME = "[a-z][a-z0-9-]{0,38}";
/** Name of a group: the last part of its stack's name. */
const GROUP_NAME = new RegExp(`^${NAME}$`);
/** Kind of a stack with repositories in the environment's own region, without its environment's name. */
export const REGISTRY_STACK = new RegExp(`^registry(-${NAME})?$`);
/** The same in any region. */
export const ANY_REGISTRY_STACK = new RegExp(`^([a-z]+(-[a-z]+)+-\\d-)?registry(-${NAME})?$`);

const ownerSchema = z.string().regex(/^(@[\w@./-]+|[^\s@#]+@[^\s@#]+)$/, {
  error: formatError('a user, a team or an email address, such as "@acme/payments"'),
});

const groupSchema = z.strictObject({
  name: z
    .string()
    .regex(GROUP_NAME, { error: formatError("1 to 39 lowercase letters, digits and hyphens, starting with a letter") })
    .describe(
      "Name of the group. Its stack is `<environment>-registry-<name>`. If you rename a group, you must move its repositories to the new stack.",
    ),
  match: namePatternsSchema.describe(
    "Names of the group's repositories; `*` matches any characters, including slashes, as in `payments/*`. A repository can be in only one group.",
  ),
  owners: z
    .array(ownerSchema)
    .min(1)
    .describe("Who reviews changes to the group's files. `ecr groups --codeowners` prints them for `CODEOWNERS`.")
    .optional(),
});

/** Groups of repositories, each with a registry stack of its own. */
export const groupsSchema = z
  .array(groupSchema)
  .min(1)
  .describe(
    "Groups of repositories. Each group has its own stack and state. Repositories without a group, and the registry settings, stay in `<environment>-registry`.",
  );

/** Repositories with their own registry stack and state. */
export interface RepositoryGroup {
  /** Name of the group: 1 to 39 lowercase letters, digits and hyphens after a letter. The stack's name ends in it. */
  readonly name: string;
  /** Names of the group's repositories; `*` matches any characters. */
  readonly match: readonly string[];
  /**
   * Users, teams and email addresses that review changes to the group's files.
   * @default - nobody
   */
  readonly owners?: readonly string[];
}
