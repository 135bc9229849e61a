import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { clientConfig, embeddedEnv, EMULATED, isSet, type ClientConfig } from "../../../src/emulator/emulator-env";
import { startMotoServer, type MotoServer } from "../../../src/emulator/moto-server";
import { terraformCliConfig } from "../../../src/emulator/terraform-cli-config";

/** The account that moto answers for unless told otherwise. */
export const EMULATED_ACCOUNT = "123456789012";

/** An emulator as tests use it. */
export interface TestEmulator {
  readonly endpoint: string;
  /** Environment for programs: AWS clients, Terraform (with a provider mirror where there is one) and cdktf. */
  readonly env: NodeJS.ProcessEnv;
  /** Settings for the constructors of AWS SDK clients. */
  readonly config: ClientConfig;
}

/**
 * The emulator that all end-to-end tests share. Other tests use it at the same time: give repositories, roles and
 * buckets names of your own.
 * @throws Error outside of the e2e project, whose setup starts it
 */
export function sharedEmulator(region = "us-east-1"): TestEmulator {
  const endpoint = process.env["E2E_EMULATOR_ENDPOINT"];
  if (!isSet(endpoint)) throw new Error("no shared emulator: run this test in the Jest project e2e");
  return testEmulator(endpoint, region);
}

interface OwnEmulator extends TestEmulator {
  readonly server: MotoServer;
}

/** Starts an emulator for one test that must not see what others do; stop it at the end. */
export async function ownEmulator(account = EMULATED_ACCOUNT, region = "us-east-1"): Promise<OwnEmulator> {
  return startedEmulator(account, region);
}

/**
 * Starts an emulator with several accounts: credentials of an assumed role belong to the account of the role, which need
 * not exist, and others to `EMULATED_ACCOUNT`. Stop it at the end.
 */
export async function emulatorOfAccounts(region = "us-east-1"): Promise<OwnEmulator> {
  return startedEmulator(undefined, region);
}

async function startedEmulator(account: string | undefined, region: string): Promise<OwnEmulator> {
  const logFile = path.join(tmpdir(), `emulator-${process.pid}-${Date.now()}.log`);
  const given = account === undefined ? {} : { account };
  const server = await startMotoServer({ ...given, cacheFolder: CACHE, logFile, env: process.env });
  return { ...testEmulator(server.endpoint, region), server };
}

const ROOT = path.resolve(__dirname, "../../..");
const CACHE = path.join(ROOT, ".cache");

/** The variables that let Terraform take its providers from a mirror, where this machine has one. */
export function mirrorVariables(): Readonly<Record<string, string>> {
  const search = {
    env: process.env,
    homeFolder: homedir(),
    workingFolder: ROOT,
    platform: process.platform,
    architecture: process.arch,
  };
  return terraformCliConfig(search, CACHE).variables;
}

function testEmulator(endpoint: string, region: string): TestEmulator {
  // Tests deploy what is declared, as it would be deployed to AWS.
  const { [EMULATED]: _, ...pointed } = embeddedEnv(process.env, { endpoint, region });
  const env = { ...pointed, ...mirrorVariables(), CI: "1", FORCE_COLOR: "0" };
  return { endpoint, env, config: clientConfig(env) };
}
