import { parseArn } from "../aws/arn";
import { PUBLIC_HOST, publicNameOf } from "./settings";

/** A public repository as AWS, Docker and this project's files show it. */
export interface PublicSpelling {
  readonly repositoryName: string;
  /** @default - the text has none */
  readonly account?: string;
}

/** Host, alias of the account, and name; a tag or digest may follow. */
const URI = new RegExp(`^(?:https?://)?${PUBLIC_HOST.replaceAll(".", "\\.")}/[^/]+/([^:@]+)`);
const ARN_RESOURCE = /^repository\/(.+)$/;

/**
 * Reads a public repository: `public:tools/cli`, `public.ecr.aws/<alias>/tools/cli` or its ARN. The name is not checked.
 * @returns `undefined` for other texts, which may be private repositories
 */
export function readPublicSpelling(text: string): PublicSpelling | undefined {
  const marked = publicNameOf(text);
  if (marked !== undefined) return { repositoryName: marked };
  const [, named] = URI.exec(text) ?? [];
  if (named !== undefined) return { repositoryName: named };
  const arn = parseArn(text);
  const [, resource] = ARN_RESOURCE.exec(arn?.resource ?? "") ?? [];
  return arn?.service === "ecr-public" && resource !== undefined
    ? { repositoryName: resource, account: arn.account }
    : undefined;
}
