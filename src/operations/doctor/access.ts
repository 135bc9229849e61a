import { dockerLoginCommand, type AwsLocation, type RegistryLocation } from "../../domain/aws/arn";
import { cause, ok, skipped, type Diagnosis } from "./diagnosis";
import { type Principal } from "../../domain/iam/principal";

/** Why AWS did not identify the caller. */
export interface Refusal {
  readonly kind: string;
  readonly message: string;
}

export interface CallerFacts {
  readonly environment: string;
  readonly location: RegistryLocation;
  /** The caller's identity according to AWS, or why AWS did not give one. */
  readonly caller: { readonly account: string; readonly arn: string } | Refusal;
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

function diagnoseRefusal({ kind, message }: Refusal, location: RegistryLocation): Diagnosis {
  switch (kind) {
    case "expired":
      return cause(
        "access/expired",
        undefined,
        message,
        `sign in again, for example with aws sso login, or get new keys. Then log in with docker: ${dockerLoginCommand(location)}`,
      );
    case "credentials":
      return cause(
        "access/credentials",
        undefined,
        message,
        "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and verify with aws sts get-caller-identity",
      );
    case "unreachable":
      return cause(
        "access/unreachable",
        undefined,
        message,
        "check the network, any proxy and AWS_ENDPOINT_URL. To see whether the emulator is running: npx ecr local status",
      );
    default:
      return cause(
        "access/refused",
        undefined,
        message,
        `check with aws sts get-caller-identity --region ${location.region}`,
      );
  }
}

function otherAccount(
  environment: string,
  { account }: AwsLocation,
  caller: { readonly account: string; readonly arn: string },
  principal: Principal | undefined,
): Diagnosis {
  if (principal?.account === caller.account)
    return ok(
      "access/account",
      undefined,
      `the credentials are for ${caller.account}, the account of ${principal.arn}`,
    );
  return cause(
    "access/account",
    undefined,
    `expected credentials for account ${account}, the account of ${environment}, found account ${caller.account}`,
    `sign in to account ${account}, or correct the account of the environment ${environment}`,
  );
}

function diagnoseRegion(region: string, shell: NonNullable<CallerFacts["shellRegion"]>): Diagnosis {
  const { variable } = shell;
  if (shell.region === region)
    return ok("access/region", undefined, `${variable} is ${region}, the environment's region`);
  return cause(
    "access/region",
    undefined,
    `${variable} is ${shell.region}, but the environment is in ${region}: aws commands without --region use ${shell.region} and do not find the repositories`,
    `export ${variable}=${region}, or pass --region ${region}`,
  );
}

/** Docker's own login is never read, because it is a secret. */
export function dockerLogin(location: RegistryLocation): Diagnosis {
  return skipped(
    "access/docker-login",
    undefined,
    `docker does not reveal its stored login, so it was not checked. A login is valid for 12 hours. If docker reports "no basic auth credentials" or "authorization token has expired", run: ${dockerLoginCommand(location)}`,
  );
}
