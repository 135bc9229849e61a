import { posix } from "node:path";
import { type BackendArguments, type BackendValue } from "./environment";

/** Converts a relative or absolute path in the project to a single spelling. */
export type FileOf = (path: string) => string;

/**
 * The settings that determine where a backend stores a state, with Terraform's defaults filled in. Credentials,
 * encryption and locking are left out: environments that differ only in these write to the same state.
 */
type Place = (settings: BackendArguments, fileOf: FileOf) => readonly BackendValue[];

/** Default host name of HCP Terraform. */
export const HCP_TERRAFORM = "app.terraform.io";

/**
 * Regions are left out for S3, Google and Azure, because names of buckets and storage accounts are globally unique.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export const PLACES: Readonly<Record<string, Place>> = {
  s3: (it) => [text(it, "bucket"), text(it, "key"), s3Endpoint(it["endpoints"])],
  local: (it, fileOf) => [fileOf(text(it, "path").replaceAll("\\", "/"))],
  gcs: (it) => [text(it, "bucket"), objectKey(text(it, "prefix"))],
  azurerm: (it) => [text(it, "storage_account_name").toLowerCase(), text(it, "container_name"), text(it, "key")],
  consul: (it) => [consulAddress(it), text(it, "datacenter"), withoutSlashes(text(it, "path"))],
  cos: (it) => [text(it, "bucket"), text(it, "region"), url(text(it, "endpoint")), prefixedKey(it)],
  oss: (it) => [text(it, "bucket"), ossEndpoint(it), prefixedKey(it)],
  kubernetes: (it) => [...cluster(it), text(it, "namespace", "default"), text(it, "secret_suffix")],
  pg: (it) => [database(text(it, "conn_str")), text(it, "schema_name", "terraform_remote_state")],
  http: (it) => [url(text(it, "address"))],
  remote: (it) => [terraformHost(text(it, "hostname")), text(it, "organization"), it["workspaces"] ?? ""],
};

/** An argument as text. Like Terraform, it treats an empty argument as left out. */
function text(settings: BackendArguments, name: string, byDefault = ""): string {
  const value = settings[name];
  return value === undefined || value === "" || typeof value === "object" ? byDefault : String(value);
}

/** The host name of HCP Terraform or Terraform Enterprise. */
export function terraformHost(hostname: string): string {
  return (hostname === "" ? HCP_TERRAFORM : hostname).toLowerCase().replace(/:443$/, "");
}

/** An object's key as Terraform normalizes it: `./a//b/` becomes `a/b`. */
function objectKey(...parts: readonly string[]): string {
  return withoutSlashes(posix.join("/", ...parts));
}

function prefixedKey(settings: BackendArguments): string {
  return objectKey(text(settings, "prefix"), text(settings, "key", "terraform.tfstate"));
}

function withoutSlashes(value: string): string {
  let [start, end] = [0, value.length];
  while (value[start] === "/") start += 1;
  while (end > start && value[end - 1] === "/") end -= 1;
  return value.slice(start, end);
}

/** A URL without credentials. `URL` also lower-cases the host and removes a default port. */
function url(value: string): string {
  if (!URL.canParse(value)) return withoutSlashes(value.toLowerCase());
  const { protocol, host, pathname, search } = new URL(value);
  return `${protocol}//${host}/${withoutSlashes(pathname)}${search}`;
}

/** The S3 endpoint; empty for AWS's own. */
function s3Endpoint(endpoints: BackendValue | undefined): string {
  const s3 = typeof endpoints === "object" && "s3" in endpoints ? endpoints["s3"] : undefined;
  if (typeof s3 !== "string") return "";
  const endpoint = url(s3);
  return /^https?:\/\/s3[.-]([a-z0-9.-]+\.)?amazonaws\.com(\.cn)?\/$/.test(endpoint) ? "" : endpoint;
}

function ossEndpoint(settings: BackendArguments): string {
  const endpoint = text(settings, "endpoint", `oss-${text(settings, "region")}.aliyuncs.com`);
  return url(endpoint.startsWith("http") ? endpoint : `https://${endpoint}`);
}

/** Host and port of the Consul agent. A port serves one protocol, so the scheme matters only if there is no port. */
function consulAddress(settings: BackendArguments): string {
  const address = text(settings, "address", "127.0.0.1:8500");
  const [, prefix, rest = address] = /^(https?):\/\/(.*)$/i.exec(address) ?? [];
  const isHttps = prefix?.toLowerCase() === "https" || text(settings, "scheme") === "https";
  const scheme = isHttps ? "https" : "http";
  if (!URL.canParse(`${scheme}://${rest}`)) return address;
  const { hostname, port, pathname } = new URL(`${scheme}://${rest}`);
  const byDefault = isHttps ? "443" : "80";
  return `${hostname.replace(/^localhost$/, "127.0.0.1")}:${port === "" ? byDefault : port}/${withoutSlashes(pathname)}`;
}

/** The cluster: its host, which takes precedence over kubeconfig files, or the files and their context. */
function cluster(settings: BackendArguments): readonly BackendValue[] {
  const host = text(settings, "host");
  if (host !== "") return [url(host.includes("://") ? host : `https://${host}`)];
  if (text(settings, "in_cluster_config") === "true") return ["in cluster"];
  const path = text(settings, "config_path");
  const paths = path === "" ? (settings["config_paths"] ?? []) : [path];
  const files = (Array.isArray(paths) ? (paths as readonly BackendValue[]) : [paths]).map((it) =>
    typeof it === "string" ? posix.normalize(it.replaceAll("\\", "/")) : it,
  );
  return [files, text(settings, "config_context"), text(settings, "config_context_cluster")];
}

/** Host, port and database from a PostgreSQL connection string, which is a URL or `key=value` pairs. */
function database(connection: string): string {
  const isUrl = URL.canParse(connection);
  const pairs = isUrl ? databaseOfUrl(new URL(connection)) : databaseOfPairs(connection);
  const of = (key: string, byDefault: string): string => {
    const value = pairs.get(key) ?? "";
    return value === "" ? byDefault : value;
  };
  return `${of("host", "localhost").toLowerCase()}:${of("port", "5432")}/${of("dbname", "")}`;
}

/** Query parameters take precedence over the rest of the URL. */
function databaseOfUrl({ hostname, port, pathname, searchParams }: URL): ReadonlyMap<string, string> {
  return new Map([["host", hostname], ["port", port], ["dbname", withoutSlashes(pathname)], ...searchParams]);
}

function databaseOfPairs(connection: string): ReadonlyMap<string, string> {
  const pairs = connection.matchAll(/\b(host|port|dbname)\s*=\s*('[^']*'|[^\s']*)/g);
  return new Map([...pairs].map(([, key = "", value = ""]) => [key, value.replaceAll("'", "")]));
}
