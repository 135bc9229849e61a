import { dirname, join } from "node:path";
import { ACCOUNT_ID } from "../domain/aws/arn";
import { valueAt } from "../domain/problems/schema-problems";
import { environmentNames } from "./environment-names";
import { readExtended } from "./extends/read-extended";
import { type FileReader } from "./file-reader";

/** What grants need of another environment. It is read from the environment's own file only, whatever else is in it. */
export interface OtherEnvironment {
  /** @default - the environment has none, or its file cannot be read */
  readonly account?: string;
  /** @default - the file does not set it */
  readonly region?: string;
}

/** The environments of the project, by name. */
export interface Environments {
  readonly names: readonly string[];
  /** @returns `undefined` if there is no such environment */
  find(name: string): OtherEnvironment | undefined;
}

export const ENVIRONMENT_FILES = ["environment.yaml", "environment.yml", "environment.json"];

/** @param folder the folder of one of the environments */
export function otherEnvironments(root: string, folder: string, reader: FileReader): Environments {
  const read = new Map<string, OtherEnvironment>();
  let names: readonly string[] | undefined;
  const known = (): readonly string[] => (names ??= environmentNames(root));
  return {
    get names() {
      return known();
    },
    find(name) {
      if (!known().includes(name)) return undefined;
      const found = read.get(name) ?? readOther(join(dirname(folder), name), reader);
      read.set(name, found);
      return found;
    },
  };
}

function readOther(folder: string, reader: FileReader): OtherEnvironment {
  const path = ENVIRONMENT_FILES.map((file) => join(folder, file)).find((file) => reader.exists(file));
  const [document] = path === undefined ? [] : reader.read(path).documents;
  if (path === undefined || document === undefined) return {};
  const data = readExtended(document, path, reader).document?.data;
  const [account, region] = [valueAt(data, ["account"]), valueAt(data, ["region"])];
  return {
    ...(typeof account === "string" && ACCOUNT_ID.test(account) ? { account } : {}),
    ...(typeof region === "string" ? { region } : {}),
  };
}
