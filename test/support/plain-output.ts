// Jest hands its own FORCE_COLOR on to its workers where it found a terminal: what is tested is plain text all the same.
delete process.env["FORCE_COLOR"];
process.env["NO_COLOR"] = "1";
