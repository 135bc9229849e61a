import { dockerLoginCommand, type AwsLocation } from "../../domain/aws/arn";
import { cause, ok, skipped, type Diagnosis } from "./diagnosis";
import { type Principal } from "./principal";

/** Why AWS did not say whose credentials these are. */
export interface Refusal {
  readonly kind: string;
  readonly message: string;
}

export interface CallerFacts {
  readonly environment: string;
  readonly location: AwsLocation;
  /** Whom AWS takes the caller for, or why it does not say. */
  readonly caller: { readonly account: string; readonly arn: string } | Refusal;
  /** Whose access is asked for, where that is somebody else. */
  readonly asked?: Principal;
  /** Region that commands of this shell use where they name none, and the variable that says so. */
  readonly shellRegion?: { readonly variable: string; readonly region: string };
}

/** Credentials, account and region. */
export function diagnoseCaller({ environment, location, caller, asked, shellRegion }: CallerFacts): Diagnosis[] {
  if ("kind" in caller) return [refused(caller, location)];
  const { account, region } = location;
  const known = ok("access/credentials", undefined, `AWS takes you for ${caller.arn}`);
  return [
    known,
    caller.account === account
      ? ok("access/account", undefined, `they are of account ${account}, as the environment`)
      : otherAccount(environment, location, caller, asked),
    ...(shellRegion === undefined ? [] : [diagnoseRegion(region, shellRegion)]),
  ];
}

function refused({ kind, message }: Refusal, location: AwsLocation): Diagnosis {
  switch (kind) {
    case "expired":
      return cause(
        "access/expired",
        undefined,
        message,
        `sign in again, as with aws sso login, or take new keys; then docker too: ${dockerLoginCommand(location)}`,
      );
    case "credentials":
      return cause(
        "access/credentials",
        undefined,
        message,
        "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; aws sts get-caller-identity then says who you are",
      );
    case "unreachable":
      return cause(
        "access/unreachable",
        undefined,
        message,
        "check the network, a proxy and AWS_ENDPOINT_URL; npx ecr local status says whether the emulator runs",
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
  asked: Principal | undefined,
): Diagnosis {
  if (asked?.account === caller.account)
    return ok(
      "access/account",
      undefined,
      `they are of account ${caller.account}, as ${asked.arn}, which is asked about`,
    );
  return cause(
    "access/account",
    undefined,
    `the AWS credentials are of account ${caller.account}, ${environment} is account ${account}`,
    `sign in to account ${account}, or correct "account" in environments/${environment}/environment.yaml`,
  );
}

function diagnoseRegion(region: string, shell: NonNullable<CallerFacts["shellRegion"]>): Diagnosis {
  const { variable } = shell;
  if (shell.region === region) return ok("access/region", undefined, `${variable} is ${region}, as the environment`);
  return cause(
    "access/region",
    undefined,
    `${variable} is ${shell.region}, the environment is in ${region}: aws commands that name no region look for the repositories in ${shell.region}, and find none`,
    `export ${variable}=${region}, or write --region ${region}`,
  );
}

/** What is not looked at, since docker keeps it as a secret. */
export function dockerLogin(location: AwsLocation): Diagnosis {
  return skipped(
    "access/docker-login",
    undefined,
    `docker's own login is a secret and not looked at; it lasts 12 hours. "no basic auth credentials" and "authorization token has expired" mean: ${dockerLoginCommand(location)}`,
  );
}
