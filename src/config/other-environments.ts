import { join } from "node:path";
import { ACCOUNT_ID, type AwsLocation } from "../domain/aws/arn";
import { valueAt } from "../domain/problems/schema-problems";
import { registrySchema } from "../domain/registry/schema";
import { type PullThroughCacheRule } from "../domain/registry/settings";
import { environmentNames } from "./environment-names";
import { readExtended } from "./extends/read-extended";
import { type FileReader } from "./file-reader";

/** What grants and roles need of another environment. It is read from the environment's own file, faults elsewhere in it aside. */
export interface OtherEnvironment {
  /** @default - the environment has none, or its file cannot be read */
  readonly account?: string;
  /** @default - the file does not set it */
  readonly region?: string;
  /** Its pull-through cache rules. @default - none, or they have faults */
  readonly pullThroughCache?: readonly PullThroughCacheRule[];
}

/** The environments of the project, by name. */
export interface Environments {
  readonly names: readonly string[];
  /** @returns `undefined` if there is no such environment */
  find(name: string): OtherEnvironment | undefined;
  /** The pull-through cache rules of a registry that environments other than one declare. */
  cachesIn(location: AwsLocation, except: string): readonly PullThroughCacheRule[];
  /** The accounts of all environments. */
  accounts(): readonly string[];
}

export const ENVIRONMENT_FILES = ["environment.yaml", "environment.yml", "environment.json"];

/**
 * Reads each environment once, and only when it is needed.
 * @param folder the folder of all environments
 */
export function otherEnvironments(root: string, folder: string, reader: FileReader): Environments {
  const read = new Map<string, OtherEnvironment>();
  let names: readonly string[] | undefined;
  let accounts: readonly string[] | undefined;
  const known = (): readonly string[] => (names ??= environmentNames(root, folder));
  const find = (name: string): OtherEnvironment | undefined => {
    if (!known().includes(name)) return undefined;
    const found = read.get(name) ?? readOther(join(folder, name), reader);
    read.set(name, found);
    return found;
  };
  return {
    get names() {
      return known();
    },
    find,
    cachesIn({ account, region }, except) {
      const others = known().flatMap((name) => (name === except ? [] : (find(name) ?? [])));
      return others.flatMap(({ pullThroughCache = [], ...other }) =>
        other.account === account && other.region === region ? pullThroughCache : [],
      );
    },
    accounts: () => (accounts ??= [...new Set(known().flatMap((name) => find(name)?.account ?? []))]),
  };
}

function readOther(folder: string, reader: FileReader): OtherEnvironment {
  const path = ENVIRONMENT_FILES.map((file) => join(folder, file)).find((file) => reader.exists(file));
  const [document] = path === undefined ? [] : reader.read(path).documents;
  if (path === undefined || document === undefined) return {};
  const data = readExtended(document, path, reader).document?.data;
  const [account, region] = [valueAt(data, ["account"]), valueAt(data, ["region"])];
  const caches = registrySchema.shape.pullThroughCache.safeParse(valueAt(data, ["registry", "pullThroughCache"]));
  return {
    ...(typeof account === "string" && ACCOUNT_ID.test(account) ? { account } : {}),
    ...(typeof region === "string" ? { region } : {}),
    ...(caches.data === undefined ? {} : { pullThroughCache: caches.data }),
  };
}
