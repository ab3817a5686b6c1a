import { expect, test } from "vitest";
import { readTextFile } from "./read-file.ts";

const file = (...parts: BlobPart[]) => new File(parts, "flow.json");
const bytes = (...values: number[]) => new Uint8Array(values);

test("a file of text is read as it is", async () => {
  expect(await readTextFile(file('{"a": "ä"}'))).toEqual({ ok: true, text: '{"a": "ä"}', changes: [] });
});

test("a byte order mark is left out and said so", async () => {
  expect(await readTextFile(file(bytes(0xef, 0xbb, 0xbf), "{}"))).toMatchObject({
    ok: true,
    text: "{}",
    changes: [expect.stringContaining("byte order mark")],
  });
});

test("a file over the limit is refused with its size and not read", async () => {
  const large = file("x".repeat(7_300_000));
  large.arrayBuffer = () => Promise.reject(new Error("It was read."));
  expect(await readTextFile(large)).toMatchObject({
    ok: false,
    message: expect.stringMatching(/^flow\.json has 7\.3 MB, and a segment has at most 2 MB\./),
  });
});

test.each([
  ["a picture", bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), /not a text file/],
  ["bytes with zeros", bytes(0x7b, 0x00, 0x7d), /not a text file/],
  ["UTF-16", bytes(0xff, 0xfe, 0x7b, 0x00), /UTF-16/],
  ["nothing", bytes(), /is empty/],
])("%s is refused in words", async (_what, content, said) => {
  expect(await readTextFile(file(content))).toMatchObject({
    ok: false,
    message: expect.stringMatching(said),
  });
});
