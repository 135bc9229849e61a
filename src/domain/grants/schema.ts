import { namePatternsSchema } from "../repository/name-schema";
import { z } from "zod";
import { lenient } from "../problems/lenient-schema";
import { type OneOrMore } from "../iam/policy";
import { texts } from "../repository-policy/schema";

/** Conditions on the network from which a request comes. A request must match one of them. */
export interface GrantNetworks {
  /** IDs of VPC endpoints, such as `vpce-0a1b2c3d`. */
  readonly vpce?: OneOrMore<string>;
  /** IP addresses and CIDR ranges, at most one IPv4 /8 and one IPv6 /32 in total. */
  readonly ips?: OneOrMore<string>;
}

/** Who gets access: exactly one of `principals`, `organization`, `organizationalUnit` and `service`. */
export interface GrantMapping {
  /** Account IDs or ARNs of IAM roles and users. */
  readonly principals?: OneOrMore<string>;
  /** ID of an AWS organization, such as `o-a1b2c3d4e5`. */
  readonly organization?: string;
  /**
   * Path of an organizational unit, as in `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111`, with all units below it. With a slash at the
   * end, only the accounts directly in the unit.
   */
  readonly organizationalUnit?: string;
  /** AWS service that pulls with its own service principal: a name such as `lambda` or `codebuild`, or the service's domain. Only for pulls. */
  readonly service?: string;
  /** ARNs of the resources that the service acts for. `*` is allowed after the account. Either this or `sourceAccount`. */
  readonly sourceArn?: OneOrMore<string>;
  /** IDs of the accounts that the service acts for. */
  readonly sourceAccount?: OneOrMore<string>;
  /** Networks from which requests must come. @default - any network */
  readonly when?: GrantNetworks;
}

/** An account ID, an ARN of an IAM role or user, or a mapping. */
export type Grant = string | GrantMapping;

/** A grant in a file of an environment, which can also name another environment. */
export interface WrittenGrantMapping extends GrantMapping {
  /** Another environment in the project. The grant applies to its account. */
  readonly environment?: string;
  /** Names of roles in the environment's account, with their paths. @default - the whole account */
  readonly roles?: OneOrMore<string>;
}

/** Descriptions of the settings with grants. */
export const GRANT_DESCRIPTIONS = {
  pull: "Who may pull, in addition to `pullPrincipals`: account IDs, ARNs of IAM roles and users, or mappings for organizations, services and other environments.",
  push: "Who may push and pull, in addition to `pushPrincipals`: account IDs, ARNs of IAM roles and users, or mappings with the keys of `pull`, except services.",
} as const;

/** The keys that say who a grant is for. A grant has exactly one of them. */
export const GRANT_KINDS = ["principals", "organization", "organizationalUnit", "service", "environment"] as const;

/** Accepts any value, because the checks have better messages, including for account IDs without quotes. */
const principals = (description: string) => lenient(z.unknown().describe(description), texts);

const networks = z
  .strictObject({
    vpce: texts.describe("IDs of VPC endpoints through which requests come, such as `vpce-0a1b2c3d`.").optional(),
    ips: texts
      .describe("IP addresses and CIDR ranges from which requests come. Requests through a VPC endpoint do not match.")
      .optional(),
  })
  .describe(
    "Networks from which requests must come. A request must match one of the endpoints or one of the addresses.",
  );

/** A grant as a mapping, in a file of an environment. */
export const grantMappingSchema = z
  .strictObject({
    principals: principals("Account IDs (12 digits, quoted) or ARNs of IAM roles and users.").optional(),
    organization: z
      .string()
      .describe(
        "ID of an AWS organization, such as `o-a1b2c3d4e5`. The grant applies to all accounts in the organization.",
      )
      .optional(),
    organizationalUnit: z
      .string()
      .describe(
        "Path of an organizational unit, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111`. The grant applies to the accounts in the unit and in all units under it or, if the path ends in a slash, only to the accounts directly in the unit.",
      )
      .optional(),
    environment: z
      .string()
      .describe("Another environment in the project. The grant applies to its account.")
      .optional(),
    roles: texts
      .describe("Names of roles in the account of `environment`, with their paths. Defaults to the whole account.")
      .optional(),
    service: z
      .string()
      .describe(
        "AWS service that pulls images with its own service principal: a name such as `lambda` or `codebuild`, or the service's domain. Requires `sourceArn` or `sourceAccount`. Not for `push`.",
      )
      .optional(),
    sourceArn: texts
      .describe("ARNs of the resources that the service acts for. `*` is allowed after the account.")
      .optional(),
    sourceAccount: principals(
      "IDs of the accounts that the service acts for. With `lambda`, the grant applies to all functions of the account in the repository's region.",
    ).optional(),
    when: networks.optional(),
  })
  .meta({ id: "Grant", title: "Grant" });

/** A list of grants. `checkGrants` reads each separately, so that a fault in one does not hide those of others. */
export const grantsSchema = z.array(
  lenient(z.unknown(), z.union([z.string().meta({ title: "Account ID or ARN" }), grantMappingSchema])),
);

/** Grants to all repositories with some names, in addition to the repositories' own. */
export const nameGrantsSchema = z
  .array(
    z.strictObject({
      match: namePatternsSchema,
      pull: grantsSchema.describe(GRANT_DESCRIPTIONS.pull).optional(),
      push: grantsSchema.describe(GRANT_DESCRIPTIONS.push).optional(),
    }),
  )
  .min(1)
  .describe("Grants for all repositories whose names match, in addition to the repositories' own grants.");

export type WrittenNameGrants = z.output<typeof nameGrantsSchema>;
