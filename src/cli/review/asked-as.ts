import { type Environment } from "../../model/environment";

/** The environment as AWS is asked for it. A role that only reviews may not assume the one that deploys. */
export function askedAs(environment: Environment, callerCredentials: boolean): Environment {
  if (!callerCredentials) return environment;
  const { profile: _, assumeRole: _assumeRole, ...provider } = environment.provider;
  return { ...environment, provider };
}
