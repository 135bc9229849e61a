import { type PlannedSetting, type SettingId } from "../../operations/bootstrap/plan";
import { type StateBucket } from "../../operations/bootstrap/state-bucket";
import { colors, columns, wrapped } from "../support/terminal";
import { jsonText } from "../support/write";

/** What the command found, and what came of it. */
export interface Bootstrap {
  readonly target: StateBucket;
  readonly exists: boolean;
  readonly settings: readonly PlannedSetting[];
  readonly remarks: readonly string[];
}

export const SETTING_NAMES: Readonly<Record<SettingId, string>> = {
  bucket: "bucket",
  ownership: "object ownership",
  publicAccess: "public access",
  encryption: "encryption",
  versioning: "versioning",
  tls: "TLS",
  oldVersions: "old versions",
};

/** The settings of the bucket, each with what happens to it. */
export function bootstrapText({ target, exists, settings, remarks }: Bootstrap): string {
  const { environment, bucket, account, region } = target;
  const rows = columns(settings.map((setting) => [setting.state, SETTING_NAMES[setting.id], valueText(setting)]));
  return [
    `${environment}: bucket ${bucket} ${exists ? "exists" : "does not exist yet"}`,
    `Account ${account}, ${region}`,
    "",
    ...rows.map((row) => `  ${row.replace(/^(?:create|change)/, (word) => colors().yellow(word))}`),
    ...remarks.flatMap((remark) => ["", ...wrapped(remark)]),
    "",
  ].join("\n");
}

function valueText({ state, expected, found = expected }: PlannedSetting): string {
  return state === "change" ? `expected ${expected}, found ${found}` : found;
}

/** The plan and result as JSON, in the format that the command's help describes. */
export function bootstrapJson({ target, exists, settings, remarks }: Bootstrap, applied: boolean): string {
  const { environment, account, region, bucket } = target;
  const result = { environment, account, region, bucket, exists, applied, settings, remarks };
  return jsonText(result);
}
