import { isMapping } from "../../problems/mapping";
import { parsedPolicy, type PolicyObject } from "./parsed-policy";
import { statementsOf } from "./repository-policy";

/** A statement that an AWS service adds to repository policies on its own. */
export interface ServiceStatement {
  readonly sid: string;
  /** Name of the service, as in `AWS Lambda`. */
  readonly service: string;
  readonly statement: PolicyObject;
}

/**
 * Lambda adds its statement when a function is created or updated from an image, if the caller may set the policy.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#configuration-images-permissions
 */
const WRITERS = [
  { sid: "LambdaECRImageRetrievalPolicy", principal: "lambda.amazonaws.com", service: "AWS Lambda" },
] as const;

/**
 * The statements of a repository policy that AWS services wrote. A statement counts only if both its `Sid` and its principal are
 * the service's: people grant access to services too.
 * @param policy JSON, as AWS returns it
 */
export function serviceStatements(policy: string | undefined): ServiceStatement[] {
  return statementsOf(parsedPolicy(policy ?? "")?.["Statement"]).flatMap((statement) => {
    const writer = WRITERS.find(
      ({ sid, principal }) => statement["Sid"] === sid && allowedServices(statement).join() === principal,
    );
    return writer === undefined ? [] : [{ sid: writer.sid, service: writer.service, statement }];
  });
}

/** The services that a statement allows something, as in `codebuild.amazonaws.com`. */
function allowedServices({ Effect, Principal }: PolicyObject): string[] {
  if (Effect !== "Allow" || !isMapping(Principal)) return [];
  return [Principal["Service"]].flat().filter((service) => typeof service === "string");
}
