import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";

/** An answer of the API server; a number is a refusal with that status, `stalled` half an answer and no more. */
export type ApiAnswer = object | number | "stalled";

/** Answers as a Kubernetes API server does, for reading: a path that it has no answer for is not found. */
export class ApiServer {
  private constructor(
    private readonly server: Server,
    readonly url: string,
    /** Answers by path; with a page's `?continue=...` where there is one. */
    readonly answers: Map<string, ApiAnswer>,
  ) {}

  static async start(): Promise<ApiServer> {
    const answers = new Map<string, ApiAnswer>();
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
      const page = searchParams.get("continue");
      const isKnown = request.headers.authorization === "Bearer secret";
      const answer = isKnown ? (answers.get(page === null ? pathname : `${pathname}?continue=${page}`) ?? 404) : 401;
      response.writeHead(typeof answer === "number" ? answer : 200, { "Content-Type": "application/json" });
      if (answer === "stalled") response.write('{"items": [');
      else response.end(JSON.stringify(typeof answer === "number" ? { kind: "Status", code: answer } : answer));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ApiServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answers);
  }

  /** A kubeconfig with this server as the context `test`, and one whose token nobody knows. */
  kubeconfig(): string {
    return JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "test",
      // The client takes plain HTTP only from a server that it is told not to check.
      clusters: [{ name: "test", cluster: { server: this.url, "insecure-skip-tls-verify": true } }],
      users: [
        { name: "known", user: { token: "secret" } },
        { name: "stranger", user: { token: "wrong" } },
      ],
      contexts: [
        { name: "test", context: { cluster: "test", user: "known" } },
        { name: "stranger", context: { cluster: "test", user: "stranger" } },
      ],
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
