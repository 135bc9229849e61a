/** More pages than any listing of AWS or a cluster has. Beyond them, something makes up tokens. */
const MOST_PAGES = 100_000;

/** Tells for each page of a listing whether there is a next one, and refuses to read in a circle. */
export class PageTokens {
  private readonly seen = new Set<string>();

  /** @param call what is listed page by page: `DescribeImages`, `list pods` */
  constructor(private readonly call: string) {}

  /**
   * @param token of the page that has just come, for the page after it
   * @returns the token, or `undefined` after the last page
   * @throws Error when the token came before, at the previous page or any other, or when there is no end
   */
  next(token: string | undefined): string | undefined {
    if (token === undefined || token === "") return undefined;
    if (this.seen.has(token)) throw new Error(this.refusal("found a page token that came before"));
    if (this.seen.size === MOST_PAGES) throw new Error(this.refusal(`found more than ${MOST_PAGES} pages`));
    this.seen.add(token);
    return token;
  }

  private refusal(found: string): string {
    return `${this.call}: expected a list that ends, ${found}. Nothing of it was used; try again, and check any proxy in between`;
  }
}

/** A page of any of AWS's listings: ECR calls its token nextToken, IAM calls it Marker. */
interface Page {
  readonly nextToken?: string | undefined;
  readonly Marker?: string | undefined;
}

/**
 * The pages of one of the SDK's paginators, which alone would follow a repeated token for ever.
 * @param call name of the call, for messages: `DescribeImages`
 * @throws Error when a token repeats, and what the SDK throws
 */
export async function* pages<P extends Page>(call: string, paginator: AsyncIterable<P>): AsyncGenerator<P> {
  const tokens = new PageTokens(call);
  for await (const page of paginator) {
    tokens.next(page.nextToken ?? page.Marker);
    yield page;
  }
}
