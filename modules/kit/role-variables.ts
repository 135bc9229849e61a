import { type ModuleVariable } from "./module-stack";
import { DESCRIPTIONS } from "../../src/domain/operator/role-settings";

/** What differs between the modules of roles. */
interface RoleModule {
  /** What has the tags, as in `the role`. */
  readonly tagged: string;
  /** What the name's description says further, with its punctuation. */
  readonly nameIs: string;
  /** What the path's description says of others that have it. @default - nothing */
  readonly pathOfOthers?: string;
  readonly defaults: { readonly path: string; readonly description: string; readonly maxSessionDuration: number };
}

/** The variables that every module of a role begins with. */
export function roleVariables({ tagged, nameIs, pathOfOthers = "", defaults }: RoleModule) {
  const { path, description, maxSessionDuration } = defaults;
  return {
    create: {
      description: "Whether the module creates anything. Defaults to `true`.",
      type: "bool",
      default: true,
    },
    tags: {
      description: `Tags of ${tagged}, on top of the provider's default tags: at most 50 together, keys up to 128 characters, values up to 256. Defaults to none.`,
      type: "map(string)",
      default: {},
    },
    name: {
      description: `${DESCRIPTIONS.roleName} It has 1 to 64 letters, digits and \`_+=,.@-\`${nameIs}`,
      type: "string",
    },
    path: {
      description: `${DESCRIPTIONS.path}${pathOfOthers} It begins and ends with a slash, and has at most 512 characters. Defaults to \`${path}\`.`,
      type: "string",
      default: path,
    },
    description: {
      description: `${DESCRIPTIONS.description} At most 1000 characters of Latin-1. Defaults to \`${description}\`.`,
      type: "string",
      default: description,
    },
    permissions_boundary: {
      description: `${DESCRIPTIONS.permissionsBoundary} A managed policy of the role's account, or one of AWS's own. Null, the default, is no bound.`,
      type: "string",
      default: null,
    },
    max_session_duration: {
      description: `${DESCRIPTIONS.maxSessionDuration} Defaults to \`${maxSessionDuration}\`.`,
      type: "number",
      default: maxSessionDuration,
    },
  } satisfies Readonly<Record<string, ModuleVariable>>;
}
