import { ListingReader } from "../../../../src/domain/images/listing/listing";

test("text that is not UTF-8 is refused", () => {
  const file = new ListingReader().file("images.json");
  expect(() => {
    file.push(Buffer.from('{"imageDetails":[', "utf16le").fill(0xff, 0, 2));
    file.end();
  }).toThrow(
    "images.json: expected a file in UTF-8, found a different encoding. Save the file as UTF-8 (PowerShell's > writes UTF-16)",
  );
});

test.each<[string, number[]]>([
  ["gzip", [0x1f, 0x8b, 0x08]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
])("rejects a compressed file (%s)", (name, bytes) => {
  const file = new ListingReader().file("images.json.gz");
  expect(() => {
    file.push(Uint8Array.from([...bytes, 0, 0]));
  }).toThrow(`images.json.gz: expected JSON, found a compressed file (${name}). Unpack it first`);
});

test("an entry without an end is given up before memory is", () => {
  const file = new ListingReader().file("images.json");
  const piece = Buffer.alloc(16 * 1024 * 1024, "a");
  file.push(Buffer.from('{"imageDetails":["'));
  expect(() => {
    for (let count = 0; count < 13; count += 1) file.push(piece);
  }).toThrow("images.json: expected the output of aws ecr describe-images, found 64 MiB of data without an image");
});

test("a document without a list is given up before memory is", () => {
  const file = new ListingReader().file("images.json");
  // Not spaces: the tokenizer asks for globals at each byte outside of a string, which takes Jest half a minute.
  const piece = Buffer.alloc(16 * 1024 * 1024, "a");
  file.push(Buffer.from('{"nextToken":"'));
  expect(() => {
    for (let count = 0; count < 13; count += 1) file.push(piece);
  }).toThrow("images.json: expected the output of aws ecr describe-images, found 64 MiB of data without an image");
});
