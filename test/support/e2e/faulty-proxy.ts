import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";

/** A request of an AWS client, as far as faults depend on it. */
export interface AwsRequest {
  /** `DescribeRepositories`; of services with a JSON protocol only, empty for others. */
  readonly operation: string;
  /** `/coverage/list`; of services with a JSON protocol always `/`. */
  readonly path: string;
  readonly body: string;
  /** How many of the same operation there were before. */
  readonly before: number;
}

/** An answer in place of the emulator's. */
export interface Fault {
  readonly status: number;
  /** The exception's name: `ThrottlingException`. */
  readonly type?: string;
  readonly message?: string;
  /** The whole answer, in place of an exception. */
  readonly body?: object;
  /**
   * How the answer fails to come to its end: nothing after the headers, half of the body and no more, or a byte now and then.
   * @default - it comes to its end
   */
  readonly stall?: "headers" | "half" | "trickle";
}

/** Pause between the bytes of an answer that trickles, in milliseconds. */
const TRICKLE_MS = 100;

/** A proxy before the emulator that refuses what it is told to: moto itself never throttles, breaks or denies. */
export class FaultyProxy {
  /** Every operation that came, refused or not. */
  readonly operations: string[] = [];
  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  /** @param fault the answer to a request, `undefined` to let it through; may wait */
  static async start(
    emulator: string,
    fault: (request: AwsRequest) => Fault | undefined | Promise<Fault | undefined>,
  ): Promise<FaultyProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const proxy = new FaultyProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("request", (incoming, answer) => {
      void read(incoming).then(async (body) => {
        const operation = String(incoming.headers["x-amz-target"] ?? "").replace(/^.*\./, "");
        const before = proxy.operations.filter((it) => it === operation).length;
        proxy.operations.push(operation);
        const found = await fault({ operation, path: incoming.url ?? "/", body, before });
        if (found !== undefined) {
          const text = JSON.stringify(found.body ?? { __type: found.type, message: found.message ?? found.type });
          const length = found.stall === undefined ? {} : { "Content-Length": 1_000_000 };
          answer.writeHead(found.status, { "Content-Type": "application/x-amz-json-1.1", ...length });
          give(answer, text, found.stall);
          return;
        }
        const { method, url, headers } = incoming;
        const onward = request(new URL(url ?? "/", emulator), { method, headers }, (from) => {
          answer.writeHead(from.statusCode ?? 502, from.headers);
          from.pipe(answer);
        });
        onward.on("error", () => answer.destroy());
        onward.end(body);
      });
    });
    return proxy;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function give(answer: ServerResponse, text: string, stall: Fault["stall"]): void {
  if (stall === undefined) answer.end(text);
  else if (stall === "half") answer.write(text.slice(0, text.length / 2));
  else answer.flushHeaders();
  if (stall !== "trickle") return;
  const timer = setInterval(() => answer.write(" "), TRICKLE_MS);
  answer.once("close", () => {
    clearInterval(timer);
  });
}

async function read(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
