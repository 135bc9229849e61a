import { createServer } from "node:http";
import { type AddressInfo } from "node:net";

/** A request to S3: `HEAD`, `GET versioning`, `PUT policy`, ... */
export interface S3Request {
  readonly operation: string;
  /** Account that must own the bucket. */
  readonly owner: string | undefined;
}

export interface S3Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** S3's answer to a request that it refuses. */
export function s3Error(status: number, code: string): S3Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>${code} message</Message></Error>` };
}

/** A service that answers the requests for one bucket. */
export async function s3Service(
  answer: (request: S3Request) => S3Answer,
): Promise<{ readonly url: string; readonly operations: readonly string[]; readonly stop: () => Promise<void> }> {
  const operations: string[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    const resource = [...searchParams.keys()].find((key) => key !== "x-id") ?? "";
    const operation = `${request.method ?? ""} ${resource}`.trim();
    operations.push(operation);
    const owner = request.headers["x-amz-expected-bucket-owner"];
    const { status = 200, headers = {}, body = "" } = answer({ operation, owner: owner?.toString() });
    request.resume().on("end", () => {
      response.writeHead(status, { "Content-Type": "application/xml", ...headers });
      response.end(request.method === "HEAD" ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
