/** More pages than any real listing has. Beyond this number, a faulty server or proxy invents tokens. */
const MAX_PAGES = 100_000;

/** The page tokens of one listing. Rejects a listing that repeats or never ends. */
export class PageTokens {
  private readonly seen = new Set<string>();

  /** @param call name of the listing, for messages: `DescribeImages`, `list pods` */
  constructor(private readonly call: string) {}

  /**
   * @param token token of the current page, for the next page
   * @returns the token, or `undefined` after the last page
   * @throws Error if a previous page had the same token, or the listing does not end
   */
  next(token: string | undefined): string | undefined {
    if (token === undefined || token === "") return undefined;
    if (this.seen.has(token)) throw new Error(this.refusal("found the same page twice"));
    if (this.seen.size === MAX_PAGES) throw new Error(this.refusal(`found more than ${MAX_PAGES} pages`));
    this.seen.add(token);
    return token;
  }

  private refusal(found: string): string {
    return `${this.call}: expected a complete list, ${found}. Try again, and check any proxy between you and AWS`;
  }
}

/**
 * The items of a listing that has no paginator.
 * @param call name of the listing, for messages: `DescribeImages`, `list pods`
 * @param read requests the page with a token
 * @throws Error if a token repeats, and what the request throws
 */
export async function listItems<T>(
  call: string,
  read: (token: string | undefined) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>,
): Promise<T[]> {
  const tokens = new PageTokens(call);
  const found: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await read(token);
    found.push(...items);
    token = tokens.next(next);
  } while (token !== undefined);
  return found;
}

/** A page of an AWS listing. The token is called nextToken in ECR, and Marker in IAM. */
interface Page {
  readonly nextToken?: string | undefined;
  readonly Marker?: string | undefined;
}

/**
 * The pages of an SDK paginator. The paginator itself would follow a repeated token forever.
 * @param call name of the call, for messages: `DescribeImages`
 * @throws Error if a token repeats, and what the SDK throws
 */
export async function* pages<P extends Page>(call: string, paginator: AsyncIterable<P>): AsyncGenerator<P> {
  const tokens = new PageTokens(call);
  for await (const page of paginator) {
    tokens.next(page.nextToken ?? page.Marker);
    yield page;
  }
}

/** The items of all pages of an SDK paginator. @throws as `pages` does */
export async function allItems<P extends Page, T>(
  call: string,
  paginator: AsyncIterable<P>,
  itemsOf: (page: P) => readonly T[],
): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages(call, paginator)) items.push(...itemsOf(page));
  return items;
}
