import { registryDifferenceText, type RegistryDifference } from "../../domain/registry/differences";
import { type RegistrySetting } from "../../domain/registry/settings";
import { listText } from "../../domain/text/format";
import { type SettingReading } from "../status/registry";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";

/**
 * Reports how the registry's settings differ from their declaration: a cause for each origin, because their fixes differ.
 * @param stack name of the stack with the settings
 */
export function diagnoseRegistry(
  environment: string,
  readings: readonly SettingReading[],
  stack = `${environment}-registry`,
): Diagnosis[] {
  const differences = readings.flatMap((reading) => reading.differences);
  const read = readings.filter(({ refusal }) => refusal === undefined).map(({ setting }) => setting);
  const unread = readings.flatMap(({ refusal, setting }) =>
    refusal === undefined ? [] : [unknownCause("registry/differs", setting, refusal.message)],
  );
  if (differences.length === 0) return [...unread, ...passed(read)];
  const of = (origin: RegistryDifference["origin"]) => differences.filter((it) => it.origin === origin);
  const [foreign, changed] = [of("not-imported"), of("changed")];
  const text = (found: readonly RegistryDifference[]) => found.map(registryDifferenceText).join("; ");
  const deploy = `review with npx cdktf diff ${stack}, then run npx cdktf deploy ${stack}`;
  const found = [...unread];
  if (foreign.length > 0) {
    const evidence = `the registry settings in AWS have nothing in common with the declared settings: ${text(foreign)}`;
    const fix = `copy the AWS settings that you want to keep to registry in the environment ${environment}. If Terraform does not manage these settings yet, also add imports: [${settingsOf(foreign).join(", ")}] under registry, so that the plan shows what changes. Then ${deploy}`;
    found.push(cause("registry/not-imported", undefined, evidence, fix));
  }
  if (changed.length > 0)
    found.push(cause("registry/differs", undefined, `the registry settings differ: ${text(changed)}`, deploy));
  return found;
}

/** Names of the settings that differ: `policy statement Push, Action` is `policy`. */
function settingsOf(differences: readonly RegistryDifference[]): string[] {
  return [...new Set(differences.map(({ field }) => field.split(/[ .,]/)[0] ?? field))];
}

function passed(settings: readonly RegistrySetting[]): Diagnosis[] {
  if (settings.length === 0) return [];
  return [ok("registry/differs", undefined, `the registry settings are as declared: ${listText(settings)}`)];
}
