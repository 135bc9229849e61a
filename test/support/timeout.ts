import { jest } from "@jest/globals";

/** Some tests start programs; what hangs is ended, what is slow is not. */
jest.setTimeout(60_000);
