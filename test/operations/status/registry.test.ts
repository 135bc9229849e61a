import { statusTable } from "../../../src/cli/status/table";
import { type RegistryDifference } from "../../../src/domain/registry/differences";
import { diagnoseRegistry } from "../../../src/operations/doctor/registry";
import { registryStatus, type SettingReading } from "../../../src/operations/status/registry";

const CHANGED: RegistryDifference = {
  field: "scanning.scanType",
  declared: "ENHANCED",
  found: "BASIC",
  origin: "changed",
};
const FOREIGN: RegistryDifference = {
  field: "replication legacy/",
  found: ["111122223333/ca-central-1"],
  origin: "not-imported",
};
const SCANNING: SettingReading = { setting: "scanning", differences: [] };
const DENIED: SettingReading = {
  setting: "policy",
  differences: [],
  refusal: { message: "dev: cannot read the registry policy: denied" },
};

const table = (...readings: readonly SettingReading[]): string[] =>
  statusTable("dev", [], "2026-01-31T10:20:30Z", { wide: false, registry: registryStatus(readings) }).split("\n");

test("without declared settings, there is no status and no diagnosis", () => {
  expect(registryStatus([])).toBeUndefined();
  expect(diagnoseRegistry("dev", [])).toEqual([]);
  expect(table().join("\n")).not.toContain("registry");
});

test("settings as declared are one line, and passed", () => {
  expect(registryStatus([SCANNING])).toMatchObject({ state: "ready", settings: ["scanning"] });
  expect(table(SCANNING)).toContain("registry: as declared (scanning)");
  expect(diagnoseRegistry("dev", [SCANNING])).toEqual([
    {
      id: "registry/differs",
      verdict: "ok",
      evidence: "the registry settings are as declared: scanning",
    },
  ]);
});

test("a setting that could not be read does not hide the differences of others", () => {
  const readings = [{ ...SCANNING, differences: [CHANGED] }, DENIED];
  expect(registryStatus([DENIED])).toMatchObject({ state: "unread" });
  expect(registryStatus(readings)).toMatchObject({ state: "differs", faults: [DENIED.refusal?.message] });
  expect(table(...readings)).toEqual(
    expect.arrayContaining([
      "registry: scanning.scanType: declared ENHANCED, found BASIC",
      "registry: dev: cannot read the registry policy: denied",
    ]),
  );
  expect(diagnoseRegistry("dev", readings).map(({ id, verdict, about }) => [id, verdict, about])).toEqual([
    ["registry/differs", "unknown", "policy"],
    ["registry/differs", "cause", undefined],
  ]);
});

test("settings that a first deployment would replace are a cause of their own", () => {
  const [foreign, changed] = diagnoseRegistry("dev", [{ ...SCANNING, differences: [CHANGED, FOREIGN] }]);
  expect(foreign).toMatchObject({
    id: "registry/not-imported",
    evidence:
      'the registry settings in AWS have nothing in common with the declared settings: replication legacy/: declared nothing, found "111122223333/ca-central-1" (the first deployment replaces the setting in AWS, and the plan does not show this)',
  });
  expect(foreign?.fix).toContain("copy the AWS settings that you want to keep");
  expect(foreign?.fix).toContain("add imports: [replication] under registry");
  expect(changed).toMatchObject({
    id: "registry/differs",
    fix: "review with npx cdktf diff dev-registry, then run npx cdktf deploy dev-registry",
  });
});
