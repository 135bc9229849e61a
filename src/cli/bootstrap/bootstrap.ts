import { isDeepStrictEqual } from "node:util";
import { type S3Client } from "@aws-sdk/client-s3";
import { type Environment } from "../../model/environment";
import { OLD_VERSION_DAYS } from "../../operations/bootstrap/old-versions";
import {
  planBucket,
  remarksOn,
  type BucketFacts,
  type PlannedSetting,
  type SettingId,
} from "../../operations/bootstrap/plan";
import { stateBucketOf, type StateBucket } from "../../operations/bootstrap/state-bucket";
import { formatProblems } from "../../config/problems";
import { countText } from "../../domain/text/format";
import { readAmongOthers } from "../support/environments";
import { promptFailure, withInterrupts } from "../support/interrupts";
import { fittedError, forTerminal } from "../support/terminal";
import { bootstrapJson, bootstrapText, SETTING_NAMES, type Bootstrap } from "./report";

export interface BootstrapOptions {
  readonly yes?: boolean;
  /** Account of the bucket. @default - that of the state's role, or the environment's */
  readonly account?: string;
  /** Days. @default 90 */
  readonly expireAfter?: number;
  readonly output: "text" | "json" | "terraform" | "aws-cli";
}

/**
 * `ecr bootstrap ENV`: shows the settings of the state's bucket, asks, and creates or changes it.
 * @throws Error if the state is not in S3, AWS refuses a request, or the changes are not confirmed
 */
export async function bootstrapCommand(root: string, name: string, options: BootstrapOptions): Promise<void> {
  const { named, sound } = readAmongOthers(root, [name]);
  const [{ environment, problems } = { environment: undefined, problems: [] }] = named;
  if (environment === undefined) throw new Error(formatProblems(problems).join("\n"));
  const days = options.expireAfter ?? OLD_VERSION_DAYS;
  const target = stateBucketOf(environment, sound, options.account);
  if (options.output === "terraform") {
    const { bucketTerraform } = require("./terraform") as typeof import("./terraform");
    process.stdout.write(bucketTerraform(target, days));
  } else if (options.output === "aws-cli") {
    const { bucketAwsCli } = require("./aws-cli") as typeof import("./aws-cli");
    process.stdout.write(bucketAwsCli(target, days));
  } else await inAws(environment, target, days, options);
}

async function inAws(
  environment: Environment,
  target: StateBucket,
  days: number,
  { yes, output }: BootstrapOptions,
): Promise<void> {
  const { withClient } = require("../../aws/with-client") as typeof import("../../aws/with-client");
  const { readStateBucket, stateBucketClient, stateCaller } =
    require("../../aws/state-bucket") as typeof import("../../aws/state-bucket");
  const caller = stateCaller(environment, target);
  await withInterrupts(async (signal) => {
    await requireOwner(caller, target);
    // Emulators are often on localhost, whose subdomains do not resolve everywhere.
    const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
    const usePathStyle = target.usePathStyle || (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined;
    await withClient(stateBucketClient(caller, { usePathStyle }), async (client) => {
      const facts = await readStateBucket(client, caller, target);
      const found: Bootstrap = {
        target,
        exists: facts !== undefined,
        settings: planBucket(target, facts, days),
        remarks: remarksOn(target, facts, days),
      };
      const changes = found.settings.filter(({ state }) => state !== "ok").map(({ id }) => id);
      const json = output === "json";
      (json ? process.stderr : process.stdout).write(forTerminal(bootstrapText(found)));
      let applied = false;
      try {
        if (changes.length > 0) {
          let current = facts;
          if (yes !== true) {
            await confirm(target, facts !== undefined, changes.length, signal);
            current = await readStateBucket(client, caller, target);
            requireAsShown(found, planBucket(target, current, days));
          }
          await applyAll({ client, caller, target, facts: current, days, signal }, changes);
          applied = true;
        }
      } finally {
        if (json) process.stdout.write(bootstrapJson(found, applied));
      }
      if (!json) process.stdout.write(`\n${doneText(target, changes, facts !== undefined)}\n`);
    });
  });
}

async function requireOwner(caller: Environment, { account, profile, roleArn }: StateBucket): Promise<void> {
  const { callerIdentity } = require("../../aws/identity") as typeof import("../../aws/identity");
  const identity = await callerIdentity(caller);
  if (identity.account === account) return;
  const source = roleArn !== undefined ? " (state.s3.roleArn)" : profile !== undefined ? " (state.s3.profile)" : "";
  throw fittedError(
    `${caller.name}: expected AWS credentials for account ${account}, found account ${identity.account} (${identity.arn})${source}. Sign in to account ${account}. If the state belongs to account ${identity.account}, add --account ${identity.account}`,
  );
}

async function confirm({ environment, bucket }: StateBucket, exists: boolean, count: number, signal: AbortSignal) {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw fittedError(
      `${environment}: nothing was changed, because there is no terminal for the confirmation. To skip the confirmation, add --yes.`,
    );
  }
  const { confirm: ask } = await import("@inquirer/prompts");
  const message = exists ? `Change ${countText(count, "setting")} of ${bucket}?` : `Create ${bucket}?`;
  const answer = await ask({ message, default: false }, { output: process.stderr, signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw promptFailure(cause);
  });
  if (!answer) throw fittedError(`${environment}: nothing was changed, because you did not confirm.`);
}

/** @throws Error if someone changed the bucket while the question waited */
function requireAsShown({ target, settings }: Bootstrap, current: readonly PlannedSetting[]): void {
  if (isDeepStrictEqual(settings, current)) return;
  throw fittedError(
    `${target.environment}: nothing was changed, because ${target.bucket} changed after the list was shown. Run the command again.`,
  );
}

interface Work {
  readonly client: S3Client;
  readonly caller: Environment;
  readonly target: StateBucket;
  readonly facts: BucketFacts | undefined;
  readonly days: number;
  readonly signal: AbortSignal;
}

/** @throws what ends the work, after a report of what was done */
async function applyAll({ client, caller, target, facts, days, signal }: Work, changes: readonly SettingId[]) {
  const { changeStateBucket } =
    require("../../aws/change-state-bucket") as typeof import("../../aws/change-state-bucket");
  const done: SettingId[] = [];
  try {
    for (const id of changes) {
      signal.throwIfAborted();
      await changeStateBucket(client, caller, target, id, { facts, days });
      done.push(id);
    }
  } catch (cause) {
    process.stderr.write(`${forTerminal(soFarText(done, changes), process.stderr)}\n`);
    throw cause;
  }
}

function soFarText(done: readonly SettingId[], changes: readonly SettingId[]): string {
  const left = changes.slice(done.length);
  return `Done so far: ${names(done)}. Not done: ${names(left)}. To continue, run the command again.`;
}

function names(ids: readonly SettingId[]): string {
  return ids.length === 0 ? "nothing" : ids.map((id) => SETTING_NAMES[id]).join(", ");
}

function doneText({ bucket }: StateBucket, changes: readonly SettingId[], exists: boolean): string {
  if (changes.length === 0) return `There are no differences, so ${bucket} was not changed.`;
  return exists ? `Changed ${bucket}: ${names(changes)}.` : `Created ${bucket}.`;
}
