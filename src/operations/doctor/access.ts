import { dockerLoginCommand, type AwsLocation, type RegistryLocation } from "../../domain/aws/arn";
import { cause, ok, skipped, type Diagnosis } from "./diagnosis";
import { type Principal } from "../../domain/iam/principal";

/** Why AWS did not identify the caller. */
export interface Refusal {
  readonly kind: string;
  readonly message: string;
}

/** The caller's identity according to AWS. */
interface Caller {
  readonly account: string;
  readonly arn: string;
}

export interface CallerFacts {
  readonly environment: string;
  readonly location: RegistryLocation;
  readonly caller: Caller | Refusal;
  /** Principal whose access is diagnosed. @default - the caller */
  readonly principal?: Principal;
  /** Default region of the shell, and the variable that sets it. */
  readonly shellRegion?: { readonly variable: string; readonly region: string };
}

/** Checks credentials, account and region. */
export function diagnoseCaller({ environment, location, caller, principal, shellRegion }: CallerFacts): Diagnosis[] {
  if ("kind" in caller) return [diagnoseRefusal(caller, location)];
  const { account, region } = location;
  return [
    ok("access/credentials", undefined, `signed in as ${caller.arn}`),
    caller.account === account
      ? ok("access/account", undefined, `the credentials are for ${account}, the environment's account`)
      : otherAccount(environment, location, caller, principal),
    ...(shellRegion === undefined ? [] : [diagnoseRegion(region, shellRegion)]),
  ];
}

/** What to do about a refusal, by its kind. */
const REFUSAL_FIXES: Readonly<Record<string, (location: RegistryLocation) => string>> = {
  expired: (location) =>
    `sign in again, for example with aws sso login, or get new keys. Then log in with docker: ${dockerLoginCommand(location)}`,
  credentials: () =>
    "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and verify with aws sts get-caller-identity",
  unreachable: () =>
    "check the network, any proxy and AWS_ENDPOINT_URL. To see whether the emulator is running: npx ecr local status",
};

function diagnoseRefusal({ kind, message }: Refusal, location: RegistryLocation): Diagnosis {
  const fix = REFUSAL_FIXES[kind];
  if (fix !== undefined) return cause(`access/${kind}`, undefined, message, fix(location));
  const check = `check with aws sts get-caller-identity --region ${location.region}`;
  return cause("access/refused", undefined, message, check);
}

function otherAccount(
  environment: string,
  { account }: AwsLocation,
  caller: Caller,
  principal: Principal | undefined,
): Diagnosis {
  const id = "access/account";
  if (principal?.account === caller.account)
    return ok(id, undefined, `the credentials are for ${caller.account}, the account of ${principal.arn}`);
  const found = `expected credentials for account ${account}, the account of ${environment}, found account ${caller.account}`;
  const fix = `sign in to account ${account}, or correct the account of the environment ${environment}`;
  return cause(id, undefined, found, fix);
}

function diagnoseRegion(region: string, shell: NonNullable<CallerFacts["shellRegion"]>): Diagnosis {
  const { variable } = shell;
  const id = "access/region";
  if (shell.region === region) return ok(id, undefined, `${variable} is ${region}, the environment's region`);
  const found = `${variable} is ${shell.region}, but the environment is in ${region}: aws commands without --region use ${shell.region} and do not find the repositories`;
  return cause(id, undefined, found, `export ${variable}=${region}, or pass --region ${region}`);
}

/** Docker's own login is never read, because it is a secret. */
export function dockerLogin(location: RegistryLocation): Diagnosis {
  const why = `docker's stored login was not checked, because it is a secret. A login is valid for 12 hours. If docker reports "no basic auth credentials" or "authorization token has expired", run: ${dockerLoginCommand(location)}`;
  return skipped("access/docker-login", undefined, why);
}
