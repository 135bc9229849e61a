import { posix } from "node:path";
import { backendArguments, type StateOwner } from "./backend-arguments";
import { type BackendArguments, type BackendValue, type Environment, type StateSettings } from "./environment";
import { stackKinds, type StackKind } from "./stack-kinds";

/** Maps equivalent spellings of an argument to one. */
type Normalize = (value: BackendValue) => BackendValue;

const asIs: Normalize = (value) => value;
const text =
  (change: (value: string) => string): Normalize =>
  (value) =>
    typeof value === "string" ? change(value) : value;
/** `./s/x/../y/` is `s/y`. */
const file = text((value) => posix.normalize(value.replaceAll("\\", "/")).replace(/\/$/, ""));
const prefix = text(withoutSlashes);
const url = text((value) => (URL.canParse(value) ? location(new URL(value)) : withoutSlashes(value.toLowerCase())));
const host = text((value) => value.toLowerCase());

function withoutSlashes(value: string): string {
  let [start, end] = [0, value.length];
  while (value[start] === "/") start += 1;
  while (end > start && value[end - 1] === "/") end -= 1;
  return value.slice(start, end);
}

/** A URL without credentials. `URL` already has lower-case host names and no default ports. */
function location({ protocol, host: where, pathname, search }: URL): string {
  return `${protocol}//${where}/${withoutSlashes(pathname)}${search}`;
}

/** Host, port and database of a PostgreSQL connection string, a URL or `key=value` pairs. */
const database = text((value) => {
  if (URL.canParse(value)) {
    const { hostname, port, pathname } = new URL(value);
    return `${hostname.toLowerCase()}:${port === "" ? "5432" : port}${pathname}`;
  }
  const pairs = new Map(
    value.split(" ").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
  const of = (key: string, otherwise: string): string => (pairs.get(key) ?? otherwise).replaceAll("'", "");
  return `${of("host", "localhost").toLowerCase()}:${of("port", "5432")}/${of("dbname", "")}`;
});

/**
 * The arguments of each backend that identify a state. Arguments for credentials, encryption and locking do not: environments that
 * differ only in them write to the same state. Names of S3 buckets, Google buckets and Azure accounts are unique across regions.
 */
const PLACES: Readonly<Record<string, Readonly<Record<string, Normalize>>>> = {
  s3: { bucket: asIs, key: asIs, endpoints: asIs, endpoint: url },
  local: { path: file },
  gcs: { bucket: asIs, prefix },
  azurerm: { storage_account_name: host, container_name: asIs, key: asIs },
  consul: { address: url, datacenter: asIs, path: prefix },
  cos: { bucket: asIs, region: asIs, endpoint: url, prefix, key: asIs },
  oss: { bucket: asIs, region: asIs, endpoint: url, prefix, key: asIs },
  kubernetes: {
    host: url,
    config_path: file,
    config_paths: asIs,
    config_context: asIs,
    namespace: asIs,
    secret_suffix: asIs,
  },
  pg: { conn_str: database, schema_name: asIs },
  http: { address: url },
  remote: { hostname: host, organization: asIs, workspaces: asIs },
};

/** A text that is the same for two stacks if and only if they would share a state. */
function stateIdentity(state: StateSettings, owner: StateOwner): string {
  if (state.kind === "cloud") {
    const hostname = (state.hostname ?? "app.terraform.io").toLowerCase().replace(/:443$/, "");
    return ["cloud", hostname, state.organization, `${owner.environment}-${owner.stack}`].join(" ");
  }
  const place = placeOf(state.name, backendArguments(state.settings, owner));
  return `${state.name} ${JSON.stringify(place)}`;
}

function placeOf(backend: string, settings: BackendArguments): readonly (readonly [string, BackendValue])[] {
  const normalizers = PLACES[backend] ?? {};
  return Object.entries(normalizers).flatMap(([name, normalize]) => {
    const value = settings[name];
    if (value === undefined) return [];
    return [[name, name === "endpoints" ? endpoints(value) : normalize(value)] as const];
  });
}

/** The endpoint of S3 among the AWS endpoints. */
function endpoints(value: BackendValue): BackendValue {
  const s3 = typeof value === "object" && "s3" in value ? value["s3"] : undefined;
  return s3 === undefined ? "" : url(s3);
}

/** Identities of the states of an environment's stacks, by the stack's kind. */
export function stateIdentities(environment: Environment): ReadonlyMap<StackKind, string> {
  const { state, project, name } = environment;
  return new Map(
    stackKinds(environment).map((stack) => [stack, stateIdentity(state, { project, environment: name, stack })]),
  );
}
