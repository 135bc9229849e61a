import { embeddedEnv, externalEnv, externalVariables, emulatorVariables, isSet } from "../../emulator/emulator-env";
import { findEmulator, forgetEmulator, saveEmulator, type EmulatorState } from "../../emulator/emulator-state";
import { answers, startMotoServer } from "../../emulator/moto-server";
import { endProcess, identify } from "../../processes/process-identity";
import { localPaths, type LocalContext, isPointedShell, UNDO } from "./context";

/** Which emulator is used: the embedded one, started now or earlier, or the user's own (`AWS_ENDPOINT_URL`). */
export type EmulatorKind = "started" | "running" | "external";

export interface EmulatorConnection {
  readonly kind: EmulatorKind;
  readonly endpoint: string;
  /** Environment for programs that use the emulator. */
  readonly env: NodeJS.ProcessEnv;
  /** The variables of `env` that a shell needs. */
  readonly variables: Readonly<Record<string, string>>;
  /** Lets an emulator that was started now continue after this process. @default - the emulator was not started now */
  readonly keep?: () => Promise<void>;
  /** Ends an emulator that was started now. @default - the emulator was not started now */
  readonly discard?: () => Promise<void>;
}

/** Account and region of the environment to deploy. */
export interface EmulatorNeeds {
  /** Name of the environment that it is started for. */
  readonly environment: string;
  readonly account: string;
  readonly region: string;
}

/**
 * The emulator at `AWS_ENDPOINT_URL`, or else the embedded one that `up` started; `undefined` if there is none.
 * @throws Error when it does not respond
 */
export async function findConnection(context: LocalContext, region?: string): Promise<EmulatorConnection | undefined> {
  const running = findEmbedded(context);
  const endpoint = context.env["AWS_ENDPOINT_URL"];
  // After `ecr local env`, AWS_ENDPOINT_URL is the embedded emulator, which `down` must still stop.
  if (isSet(endpoint) && endpoint !== running?.endpoint) return external(context, endpoint, region);
  if (running === undefined) return undefined;
  if (!(await answers(running.endpoint))) {
    throw new Error(
      `the emulator (process ${running.process.pid}) does not respond at ${running.endpoint}. Stop it with npx ecr local down, then try again`,
    );
  }
  return { kind: "running", ...embedded(context, running.endpoint, region ?? running.region) };
}

/**
 * The existing emulator, or a new one that ends with this process unless it is kept.
 * @throws Error when the existing one does not respond or has another account, or when no emulator can be started
 */
export async function connect(context: LocalContext, needs: EmulatorNeeds): Promise<EmulatorConnection> {
  const connection = await findConnection(context, needs.region);
  if (connection === undefined) return start(context, needs);
  const running = findEmbedded(context);
  if (connection.kind === "running" && running !== undefined && running.account !== needs.account) {
    throw new Error(
      `expected an emulator for account ${needs.account}, found one for ${running.account}. Stop that emulator first: npx ecr local down`,
    );
  }
  return connection;
}

/** The embedded emulator, if its process is running. The state file of one that has ended is deleted. */
export function findEmbedded(context: LocalContext): EmulatorState | undefined {
  const { emulatorState } = localPaths(context.projectFolder);
  const found = findEmulator(emulatorState);
  if (found.status === "running") return found.state;
  if (found.status === "unreadable") {
    context.tell(`warning: ${found.reason}. The file was deleted. An earlier emulator may still be running.`);
  }
  forgetEmulator(emulatorState);
  return undefined;
}

/** Stops the embedded emulator, even if it does not respond. @returns whether it was running */
export async function stopEmbedded(context: LocalContext): Promise<boolean> {
  const running = findEmbedded(context);
  if (running === undefined) return false;
  const ended = await endProcess(running.process);
  forgetEmulator(localPaths(context.projectFolder).emulatorState);
  return ended;
}

async function external(context: LocalContext, endpoint: string, region?: string): Promise<EmulatorConnection> {
  if (!(await answers(endpoint))) {
    if (isPointedShell(context.env)) {
      throw new Error(
        `the emulator at ${endpoint} does not respond, but this shell still uses it (from \`ecr local env\`). To undo this, run: ${UNDO}`,
      );
    }
    throw new Error(
      `AWS_ENDPOINT_URL: no response from ${endpoint}. Start that emulator, or unset AWS_ENDPOINT_URL to use the embedded emulator.`,
    );
  }
  const { AWS_REGION, AWS_DEFAULT_REGION } = context.env;
  const address = { endpoint, region: region ?? AWS_REGION ?? AWS_DEFAULT_REGION ?? "us-east-1" };
  const variables = { AWS_ENDPOINT_URL: endpoint, ...externalVariables(context.env, address) };
  return { kind: "external", endpoint, env: externalEnv(context.env, address), variables };
}

function embedded(context: LocalContext, endpoint: string, region: string) {
  const address = { endpoint, region };
  return { endpoint, env: embeddedEnv(context.env, address), variables: emulatorVariables(address) };
}

async function start(
  context: LocalContext,
  { environment, account, region }: EmulatorNeeds,
): Promise<EmulatorConnection> {
  const { cache, emulatorLog, emulatorState } = localPaths(context.projectFolder);
  const { env, signal } = context;
  const server = await startMotoServer({ account, cacheFolder: cache, logFile: emulatorLog, env, signal });
  const { endpoint, logFile } = server;
  const discard = async (): Promise<void> => {
    forgetEmulator(emulatorState);
    await server.stop();
  };
  const identity = identify(server.pid);
  if (identity === undefined) {
    await discard();
    throw new Error(`the emulator stopped right after it started. See its log: ${logFile}`);
  }
  const startedAt = new Date().toISOString();
  saveEmulator(emulatorState, { endpoint, environment, account, region, process: identity, logFile, startedAt });
  return { kind: "started", ...embedded(context, endpoint, region), keep: () => server.keep(), discard };
}
