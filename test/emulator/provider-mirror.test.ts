import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findProviderMirrors, type MirrorSearch } from "../../src/emulator/provider-mirror";

let machine: string;

beforeEach(() => {
  machine = mkdtempSync(path.join(tmpdir(), "mirrors-"));
});

afterEach(() => {
  rmSync(machine, { recursive: true });
});

/** A machine of its own: nothing outside of the temporary folder is looked at, apart from the system's data folders. */
function search(overrides: Partial<MirrorSearch> = {}): MirrorSearch {
  return {
    env: { XDG_DATA_DIRS: path.join(machine, "share") },
    homeFolder: path.join(machine, "home"),
    workingFolder: path.join(machine, "project"),
    platform: "linux",
    architecture: "x64",
    optFolder: path.join(machine, "opt"),
    ...overrides,
  };
}

function unpacked(mirror: string, address = "registry.terraform.io/hashicorp/aws", platform = "linux_amd64"): string {
  mkdirSync(path.join(machine, mirror, address, "5.100.0", platform), { recursive: true });
  return path.join(machine, mirror);
}

test("finds nothing on a machine without mirrors", () => {
  expect(findProviderMirrors(search())).toEqual([]);
});

test.each([
  ["project/terraform.d/plugins"],
  ["home/.terraform.d/plugins"],
  ["home/.local/share/terraform/plugins"],
  ["share/terraform/plugins"],
  ["opt/anything"],
])("on Linux %s counts as a mirror", (folder) => {
  const mirror = unpacked(folder);
  expect(findProviderMirrors(search())).toEqual([{ path: mirror, providers: ["registry.terraform.io/hashicorp/aws"] }]);
});

test("XDG_DATA_HOME replaces the data folder in the home folder", () => {
  unpacked("home/.local/share/terraform/plugins");
  const mirror = unpacked("data/terraform/plugins");
  const env = { XDG_DATA_HOME: path.join(machine, "data"), XDG_DATA_DIRS: path.join(machine, "share") };
  expect(findProviderMirrors(search({ env })).map(({ path: folder }) => folder)).toEqual([mirror]);
});

test("macOS and Windows have their own folders and platform names", () => {
  const mac = "home/Library/Application Support/io.terraform/plugins";
  unpacked(mac, "registry.terraform.io/hashicorp/aws", "darwin_arm64");
  const onMac = findProviderMirrors(search({ platform: "darwin", architecture: "arm64" }));
  expect(onMac.map(({ path: folder }) => folder)).toContain(path.join(machine, mac));

  const windows = unpacked("appdata/terraform.d/plugins", "registry.terraform.io/hashicorp/aws", "windows_amd64");
  const onWindows = findProviderMirrors(search({ platform: "win32", env: { APPDATA: path.join(machine, "appdata") } }));
  expect(onWindows.map(({ path: folder }) => folder)).toEqual([windows]);
});

test("TF_PROVIDER_MIRROR comes before implied mirrors, and those before /opt", () => {
  const opt = unpacked("opt/mirror");
  const home = unpacked("home/.terraform.d/plugins");
  const named = unpacked("named");
  const env = { ...search().env, TF_PROVIDER_MIRROR: named };
  expect(findProviderMirrors(search({ env })).map(({ path: folder }) => folder)).toEqual([named, home, opt]);
});

test("a link to a provider is left out, as by Terraform, and a link to a package is not", () => {
  const elsewhere = unpacked("elsewhere");
  const aws = "registry.terraform.io/hashicorp/aws";
  const links = (mirror: string, below: string) => {
    const link = path.join(machine, "opt", mirror, below);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(elsewhere, below), link);
    return path.join(machine, "opt", mirror);
  };
  links("a", aws);
  links("b", `${aws}/5.100.0`);
  const whole = links("c", `${aws}/5.100.0/linux_amd64`);
  expect(findProviderMirrors(search())).toEqual([{ path: whole, providers: [aws] }]);
});

test("packed packages are found like unpacked ones", () => {
  const folder = path.join(machine, "opt/packed/registry.terraform.io/hashicorp/aws");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "terraform-provider-aws_5.100.0_linux_amd64.zip"), "");
  expect(findProviderMirrors(search())).toHaveLength(1);
});

test("a mirror without packages for this platform is left out", () => {
  unpacked("opt/mirror", "registry.terraform.io/hashicorp/aws", "darwin_arm64");
  expect(findProviderMirrors(search())).toEqual([]);
});

test("a folder under /opt that is not a mirror is left out", () => {
  unpacked("opt/tool", "example.com/acme/thing");
  expect(findProviderMirrors(search())).toEqual([]);
});

test("an empty TF_PROVIDER_MIRROR causes an error with the expected layout", () => {
  const env = { TF_PROVIDER_MIRROR: path.join(machine, "empty") };
  expect(() => findProviderMirrors(search({ env }))).toThrow(
    /TF_PROVIDER_MIRROR: expected a folder with providers for linux_amd64, found none in ".*empty"\. Set it to a folder with the layout <host>\/<namespace>/,
  );
});
