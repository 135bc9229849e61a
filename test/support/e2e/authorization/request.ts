import { EMULATED_ACCOUNT } from "../emulator";
import { alarmActions, eventsActions, snsActions } from "./notification-requests";
import { secretActions } from "./secret-requests";

/** A request as it came to the proxy. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What IAM is asked about a request. */
export interface AuthorizedAction {
  /** `ecr:CreateRepository` */
  readonly action: string;
  /** ARN, or `*` for actions without a resource. */
  readonly resource: string;
  /** The condition keys that the request has, besides global ones. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** What IAM knows and a request does not say. */
export interface Knowledge {
  /** Names of roles and policies with the paths of their ARNs, which most requests about a role lack. */
  readonly rolePaths: Map<string, string>;
  /** The KMS key of an object that is encrypted with one, by the object's ARN. */
  readonly objectKeys: Map<string, string>;
  /** Aliases by the ARN of their KMS key. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  /** The permissions boundary of roles, by name. */
  readonly boundaries: Map<string, string>;
  /** ARN of the KMS key that encrypts a repository, by the repository's name. */
  readonly repositoryKeys: Map<string, string>;
}

type Values = Readonly<Record<string, unknown>>;

/** The service and region that a request is signed for, and the access key that signs it. */
export function signature({ headers }: HttpRequest): { service: string; region: string; accessKey: string } {
  const credential = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(String(headers["authorization"] ?? ""));
  const [, accessKey = "", region = "", service = ""] = credential ?? [];
  return { service, region, accessKey };
}

/**
 * Every decision that IAM makes for a request: of its own action, and of those that it depends on, such as tagging or the use of
 * a key. Empty for actions that need no permission.
 * @throws Error about a request of a service that is not known here
 */
export function actionsOf(request: HttpRequest, knowledge: Knowledge): AuthorizedAction[] {
  const { service, region } = signature(request);
  if (service === "ecr") return ecrActions(operationOf(request), json(request), region, knowledge);
  if (service === "kms") return kmsActions(operationOf(request), json(request), knowledge);
  if (service === "iam" || service === "sts") {
    const form = new URLSearchParams(request.body);
    return service === "sts" ? stsActions(form) : iamActions(form, knowledge);
  }
  if (service === "secretsmanager") return secretActions(operationOf(request), json(request), region);
  if (service === "s3") return s3Actions(request, region, knowledge);
  if (service === "eks") return eksActions(request, region);
  if (service === "events") return eventsActions(operationOf(request), json(request), region);
  if (service === "monitoring") return alarmActions(new URLSearchParams(request.body), region);
  if (service === "sns") return snsActions(new URLSearchParams(request.body), region);
  throw new Error(`expected a request of a known service, found ${service}: ${request.method} ${request.url}`);
}

/** `CreateRepository`; empty for services without a JSON protocol. */
export function operationOf({ headers }: HttpRequest): string {
  return String(headers["x-amz-target"] ?? "").replace(/^.*\./, "");
}

function json({ body }: HttpRequest): Values {
  return JSON.parse(body === "" ? "{}" : body) as Values;
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function ecrActions(operation: string, body: Values, region: string, knowledge: Knowledge): AuthorizedAction[] {
  const arn = (name: string): string => `arn:aws:ecr:${region}:${EMULATED_ACCOUNT}:repository/${name}`;
  const named = "repositoryName" in body ? [text(body["repositoryName"])] : [];
  const names = (body["repositoryNames"] as readonly string[] | undefined) ?? named;
  const listed = operation === "DescribeRepositories" ? [arn("*")] : ["*"];
  const given = "resourceArn" in body ? [text(body["resourceArn"])] : names.map(arn);
  const own = (given.length === 0 ? listed : given).map((resource) => plain(`ecr:${operation}`, resource));
  return [...own, ...(DEPENDENT[operation]?.(body, knowledge, arn) ?? []), ...passedRole(body)];
}

type Dependent = (body: Values, knowledge: Knowledge, arn: (name: string) => string) => AuthorizedAction[];

/** What AWS documents as required in addition to an action of ECR. */
const DEPENDENT: Readonly<Record<string, Dependent>> = {
  CreateRepository: (body, { aliases, repositoryKeys }, arn) => {
    const name = text(body["repositoryName"]);
    const encryption = (body["encryptionConfiguration"] ?? {}) as Values;
    const own = encryption["encryptionType"] === "KMS" ? text(encryption["kmsKey"]) : undefined;
    if (own !== undefined) repositoryKeys.set(name, own === "" ? managedKey(aliases) : own);
    const isTagged = ((body["tags"] as readonly unknown[] | undefined) ?? []).length > 0;
    const use = own === undefined || own === "" ? [] : ["CreateGrant", "DescribeKey", "RetireGrant"];
    return [
      ...(isTagged ? [plain("ecr:TagResource", arn(name))] : []),
      ...use.map((action) => key(`kms:${action}`, own ?? "", aliases)),
    ];
  },
  DeleteRepository: (body, { aliases, repositoryKeys }) => {
    const used = repositoryKeys.get(text(body["repositoryName"]));
    return used === undefined ? [] : [key("kms:RetireGrant", used, aliases)];
  },
  PutRegistryScanningConfiguration: (body) =>
    body["scanType"] === "ENHANCED"
      ? [
          serviceLinkedRole("inspector2"),
          plain("inspector2:Enable", "*"),
          plain("inspector2:ListAccountPermissions", "*"),
        ]
      : [],
  PutReplicationConfiguration: () => [serviceLinkedRole("replication.ecr")],
  CreatePullThroughCacheRule: () => [serviceLinkedRole("pullthroughcache.ecr")],
  CreateRepositoryCreationTemplate: (body, _, arn) => {
    const below = arn(`${text(body["prefix"])}/any`);
    return [
      serviceLinkedRole("ecr"),
      plain("ecr:CreateRepository", below),
      ...("lifecyclePolicy" in body ? [plain("ecr:PutLifecyclePolicy", below)] : []),
      ...("repositoryPolicy" in body ? [plain("ecr:SetRepositoryPolicy", below)] : []),
    ];
  },
};

/** The key that AWS makes for ECR in an account. */
function managedKey(aliases: Knowledge["aliases"]): string {
  return Object.keys(aliases).find((arn) => aliases[arn]?.includes("alias/aws/ecr") === true) ?? "";
}

function serviceLinkedRole(service: string): AuthorizedAction {
  const domain = `${service}.amazonaws.com`;
  const resource = `arn:aws:iam::${EMULATED_ACCOUNT}:role/aws-service-role/${domain}/AWSServiceRole`;
  return { action: "iam:CreateServiceLinkedRole", resource, context: { "iam:AWSServiceName": domain } };
}

function passedRole(body: Values): AuthorizedAction[] {
  const resource = text(body["customRoleArn"]);
  return resource === ""
    ? []
    : [{ action: "iam:PassRole", resource, context: { "iam:PassedToService": "pullthroughcache.ecr.amazonaws.com" } }];
}

export function plain(action: string, resource: string): AuthorizedAction {
  return { action, resource, context: {} };
}

function key(action: string, resource: string, aliases: Knowledge["aliases"]): AuthorizedAction {
  return { action, resource, context: { "kms:ResourceAliases": aliases[resource] ?? [] } };
}

function kmsActions(operation: string, body: Values, { aliases }: Knowledge): AuthorizedAction[] {
  const id = text(body["KeyId"]);
  if (id === "") return [plain(`kms:${operation}`, "*")];
  const arn = Object.entries(aliases).find(
    ([it, names]) => it === id || it.endsWith(`/${id}`) || names.includes(id),
  )?.[0];
  return [key(`kms:${operation}`, arn ?? id, aliases)];
}

function stsActions(form: URLSearchParams): AuthorizedAction[] {
  const operation = form.get("Action") ?? "";
  if (operation === "GetCallerIdentity") return [];
  return [plain(`sts:${operation}`, form.get("RoleArn") ?? "*")];
}

/** Actions that create something with tags need the permission to tag it too. */
const TAGGING: Readonly<Record<string, string>> = {
  CreateRole: "iam:TagRole",
  CreatePolicy: "iam:TagPolicy",
  CreateOpenIDConnectProvider: "iam:TagOpenIDConnectProvider",
};

function iamActions(form: URLSearchParams, { rolePaths, boundaries }: Knowledge): AuthorizedAction[] {
  const operation = form.get("Action") ?? "";
  const arn = (resource: string): string => `arn:aws:iam::${EMULATED_ACCOUNT}:${resource}`;
  const role = form.get("RoleName");
  const policy = form.get("PolicyName");
  const resource = (): string => {
    if (role !== null) {
      const path = form.get("Path");
      if (path !== null) rolePaths.set(role, path);
      return arn(`role${rolePaths.get(role) ?? "/"}${role}`);
    }
    if (form.has("OpenIDConnectProviderArn")) return form.get("OpenIDConnectProviderArn") ?? "";
    if (form.has("PolicyArn")) return form.get("PolicyArn") ?? "";
    if (operation === "CreatePolicy") return arn(`policy${form.get("Path") ?? "/"}${policy ?? ""}`);
    if (operation === "CreateOpenIDConnectProvider")
      return arn(`oidc-provider/${(form.get("Url") ?? "").replace("https://", "")}`);
    return "*";
  };
  const own = resource();
  const given = form.get("PermissionsBoundary");
  if (role !== null && given !== null) boundaries.set(role, given);
  const boundary = role === null ? undefined : boundaries.get(role);
  const attached = role === null ? null : form.get("PolicyArn");
  const context = {
    ...(boundary === undefined ? {} : { "iam:PermissionsBoundary": boundary }),
    ...(attached === null ? {} : { "iam:PolicyARN": attached }),
  };
  const tagging = TAGGING[operation];
  const isTagged = [...form.keys()].some((name) => name.startsWith("Tags.member."));
  return [
    { action: `iam:${operation}`, resource: own, context },
    ...(tagging !== undefined && isTagged ? [plain(tagging, own)] : []),
  ];
}

const OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  GET: "s3:GetObject",
  HEAD: "s3:GetObject",
  PUT: "s3:PutObject",
  DELETE: "s3:DeleteObject",
};

function s3Actions(
  { method, url, headers }: HttpRequest,
  region: string,
  { objectKeys }: Knowledge,
): AuthorizedAction[] {
  const { pathname } = new URL(url, "http://s3");
  const [, bucket = "", ...path] = decodeURIComponent(pathname).split("/");
  const name = path.join("/");
  if (name === "") return [plain("s3:ListBucket", `arn:aws:s3:::${bucket}`)];
  const resource = `arn:aws:s3:::${bucket}/${name}`;
  const action = OBJECT_ACTIONS[method] ?? `s3:${method}`;
  const given = headers["x-amz-server-side-encryption-aws-kms-key-id"];
  if (method === "PUT" && typeof given === "string") objectKeys.set(resource, given);
  const used = objectKeys.get(resource);
  const keyArn = used?.startsWith("arn:") === false ? `arn:aws:kms:${region}:${EMULATED_ACCOUNT}:key/${used}` : used;
  const keyAction = { GET: "kms:Decrypt", PUT: "kms:GenerateDataKey" }[method];
  return [
    plain(action, resource),
    ...(keyArn === undefined || keyAction === undefined ? [] : [plain(keyAction, keyArn)]),
  ];
}

function eksActions({ method, url }: HttpRequest, region: string): AuthorizedAction[] {
  const [, , cluster = "", ...rest] = new URL(url, "http://eks").pathname.split("/");
  if (method === "GET" && rest.length === 0)
    return [plain("eks:DescribeCluster", `arn:aws:eks:${region}:${EMULATED_ACCOUNT}:cluster/${cluster}`)];
  throw new Error(`expected a known request of EKS, found ${method} ${url}`);
}
