import { type GrantAccess } from "../../../src/domain/grants/parts";
import { type Grant } from "../../../src/domain/grants/schema";

/** The repository whose policy decides, in account 111122223333. */
export const REPOSITORY = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api";

/** A request to the repository with one list of grants. */
export interface CallerCase {
  readonly title: string;
  readonly grants: readonly Grant[];
  /** @default "pull" */
  readonly access?: GrantAccess;
  /** @default false */
  readonly cached?: boolean;
  /** ARN, or domain of a service. */
  readonly caller: string;
  readonly action: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly enters: boolean;
}

export type Context = CallerCase["context"];
export type Row = readonly [who: string, caller: string, action: string, context?: Context];

export interface Kind {
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly access?: GrantAccess;
  readonly cached?: boolean;
  readonly enter: readonly Row[];
  readonly refused: readonly Row[];
}

export const GET = "ecr:BatchGetImage";
export const LAYER = "ecr:GetDownloadUrlForLayer";
export const CHECK = "ecr:BatchCheckLayerAvailability";
export const PUT = "ecr:PutImage";
export const IMPORT = "ecr:BatchImportUpstreamImage";

export const ORGANIZATION = "o-a1b2c3d4e5";
export const ROOT = `${ORGANIZATION}/r-ab12`;
export const UNIT = `${ROOT}/ou-ab12-11111111`;
export const role = (account: string, name = "app") => `arn:aws:iam::${account}:role/${name}`;
export const user = (account: string, name = "ann") => `arn:aws:iam::${account}:user/${name}`;
export const session = (account: string, name = "app") => `arn:aws:sts::${account}:assumed-role/${name}/session`;
export const functionArn = (account: string, name = "api", region = "eu-west-1") =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;
export const project = (account: string, name = "build") => `arn:aws:codebuild:eu-west-1:${account}:project/${name}`;

export const FRIEND = "444455556666";
export const OTHER = "555566667777";
export const STRANGER = "999900001111";
export const LAMBDA = "lambda.amazonaws.com";
export const CODEBUILD = "codebuild.amazonaws.com";
export const ENDPOINT = "vpce-0123456789abcdef0";

export const inOrganization = (paths: string | readonly string[] = `${UNIT}/`, id = ORGANIZATION) => ({
  "aws:PrincipalOrgID": id,
  "aws:PrincipalOrgPaths": typeof paths === "string" ? [paths] : paths,
});
