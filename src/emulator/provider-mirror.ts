import { readdirSync } from "node:fs";
import path from "node:path";
import { isSet } from "./emulator-env";

/** A folder in the layout of Terraform's filesystem mirrors. */
export interface ProviderMirror {
  readonly path: string;
  /** Source addresses with a package for this platform: `registry.terraform.io/hashicorp/aws`. */
  readonly providers: readonly string[];
}

/** Where to search. Passed in, so that tests can imitate any machine. */
export interface MirrorSearch {
  readonly env: NodeJS.ProcessEnv;
  readonly homeFolder: string;
  readonly workingFolder: string;
  /** Node's name: `linux`, `darwin`, `win32`. */
  readonly platform: NodeJS.Platform;
  /** Node's name: `x64`, `arm64`. */
  readonly architecture: string;
  /** Folder whose subfolders may be mirrors. @default /opt */
  readonly optFolder?: string;
}

/**
 * The provider mirrors of this machine in order of preference: `TF_PROVIDER_MIRROR`, Terraform's implied mirrors, `/opt/<any>`.
 * Folders without a package for this platform are left out.
 * @throws Error when `TF_PROVIDER_MIRROR` is not a mirror
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function findProviderMirrors(search: MirrorSearch): ProviderMirror[] {
  const named = search.env["TF_PROVIDER_MIRROR"];
  const target = terraformPlatform(search);
  const mirrorAt = (folder: string): ProviderMirror => ({
    path: path.resolve(folder),
    providers: providersIn(folder, target),
  });
  if (isSet(named) && mirrorAt(named).providers.length === 0) {
    throw new Error(
      `TF_PROVIDER_MIRROR: expected a folder with providers for ${target}, found none in ${JSON.stringify(named)}. ` +
        "Set it to a folder with the layout <host>/<namespace>/<type>/<version>/<platform>, or unset it.",
    );
  }
  const folders = [
    ...(isSet(named) ? [named] : []),
    ...impliedMirrors(search),
    ...optMirrors(search.optFolder ?? "/opt"),
  ];
  return [...new Set(folders.map((folder) => path.resolve(folder)))]
    .map(mirrorAt)
    .filter(({ providers }) => providers.length > 0);
}

function impliedMirrors({ env, homeFolder, workingFolder, platform }: MirrorSearch): string[] {
  const inHome = path.join(homeFolder, ".terraform.d", "plugins");
  const own = path.join(workingFolder, "terraform.d", "plugins");
  if (platform === "win32") {
    const appData = env["APPDATA"];
    return isSet(appData)
      ? [own, path.join(appData, "terraform.d", "plugins"), path.join(appData, "HashiCorp", "Terraform", "plugins")]
      : [own];
  }
  if (platform === "darwin") {
    const support = path.join("Library", "Application Support", "io.terraform", "plugins");
    return [own, inHome, path.join(homeFolder, support), path.join("/", support)];
  }
  const dataHome = env["XDG_DATA_HOME"];
  const dataFolders = env["XDG_DATA_DIRS"];
  const data = [
    isSet(dataHome) ? dataHome : path.join(homeFolder, ".local", "share"),
    ...(isSet(dataFolders) ? dataFolders : "/usr/local/share:/usr/share").split(":").filter((folder) => folder !== ""),
  ];
  return [own, inHome, ...data.map((folder) => path.join(folder, "terraform", "plugins"))];
}

function optMirrors(optFolder: string): string[] {
  return namesIn(optFolder)
    .map((name) => path.join(optFolder, name))
    .filter((folder) => namesIn(folder).includes("registry.terraform.io"));
}

/** Go's name of a platform, from Node's names. */
function terraformPlatform({ platform, architecture }: MirrorSearch): string {
  const os = platform === "win32" ? "windows" : platform;
  return `${os}_${{ x64: "amd64", ia32: "386" }[architecture] ?? architecture}`;
}

function providersIn(folder: string, target: string): string[] {
  return foldersIn(folder)
    .filter((host) => host.includes("."))
    .flatMap((host) => addressesUnder(folder, host))
    .filter((address) => hasPackage(path.join(folder, address), target));
}

function addressesUnder(folder: string, host: string): string[] {
  return foldersIn(path.join(folder, host)).flatMap((namespace) =>
    foldersIn(path.join(folder, host, namespace)).map((type) => `${host}/${namespace}/${type}`),
  );
}

/** A package is a folder `<version>/<platform>` or a file `terraform-provider-<type>_<version>_<platform>.zip`. */
function hasPackage(folder: string, target: string): boolean {
  return (
    namesIn(folder).some((name) => name.endsWith(`_${target}.zip`)) ||
    foldersIn(folder).some((version) => namesIn(path.join(folder, version)).includes(target))
  );
}

/** The subfolders of a folder, sorted. Links are left out, because Terraform follows only links to packages. */
function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

/** The names in a folder, sorted; none if it cannot be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
