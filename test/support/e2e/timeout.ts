import { jest } from "@jest/globals";

/** Real Terraform, on a machine that may be busy: what hangs is ended, what is slow is not. */
jest.setTimeout(300_000);
