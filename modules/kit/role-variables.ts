import { CREATE, withDefault } from "./object-variable";
import { type ModuleVariable } from "./module-stack";
import { DESCRIPTIONS } from "../../src/domain/operator/role-settings";

/** Differences between the modules of roles. */
interface RoleModule {
  /** The tagged resources, such as `the role`. */
  readonly tagged: string;
  /** Second sentence of the name's description. @default - none */
  readonly policyNames?: string;
  /** The resources with the same path, such as `the role`. */
  readonly inPath: string;
  readonly defaults: { readonly path: string; readonly description: string; readonly maxSessionDuration: number };
}

/** The variables that all modules of roles share. */
export function roleVariables({ tagged, policyNames, inPath, defaults }: RoleModule) {
  const { path, description, maxSessionDuration } = defaults;
  return {
    create: CREATE,
    tags: {
      description: `Tags of ${tagged}, in addition to the provider's default tags. At most 50 tags in total, with keys of up to 128 characters and values of up to 256. Defaults to no tags.`,
      type: "map(string)",
      default: {},
    },
    name: {
      description: `Name of the role: 1 to 64 letters, digits and \`_+=,.@-\`.${policyNames === undefined ? "" : ` ${policyNames}`}`,
      type: "string",
    },
    path: withDefault("string", path, `IAM path of ${inPath}: starts and ends with a slash, at most 512 characters.`),
    description: withDefault("string", description, "Description of the role: at most 1,000 characters, Latin-1 only."),
    permissions_boundary: {
      description: `${DESCRIPTIONS.permissionsBoundary} The policy must be in the role's account or managed by AWS. Defaults to null (no permissions boundary).`,
      type: "string",
      default: null,
    },
    max_session_duration: withDefault("number", maxSessionDuration, DESCRIPTIONS.maxSessionDuration),
  } satisfies Readonly<Record<string, ModuleVariable>>;
}
