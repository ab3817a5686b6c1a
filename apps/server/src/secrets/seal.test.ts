import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Mask } from "./mask.ts";
import { KEY_BYTES, seal, unseal } from "./seal.ts";

const key = randomBytes(KEY_BYTES);
const owner = { organization_id: "org", name: "API_KEY" };

test("what was sealed opens with the same key, organisation and name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      expect(unseal(key, owner, seal(key, owner, value))).toBe(value);
    }),
  );
});

test("a sealed value does not open elsewhere, with another key, or changed", () => {
  const sealed = seal(key, owner, "s3cret-value");
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith("A") ? "BB" : "AA"}`;
  expect(unseal(key, { ...owner, organization_id: "other" }, sealed)).toBeNull();
  expect(unseal(key, { ...owner, name: "OTHER" }, sealed)).toBeNull();
  expect(unseal(randomBytes(KEY_BYTES), owner, sealed)).toBeNull();
  expect(unseal(key, owner, changed)).toBeNull();
  expect(unseal(key, owner, "v1.")).toBeNull();
});

test("the same value is never sealed to the same text twice", () => {
  expect(seal(key, owner, "s3cret")).not.toBe(seal(key, owner, "s3cret"));
});

test("a mask finds a secret as it is, in an address, in JSON, and inside basic authentication at every offset", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{0,5}$/), fc.string({ minLength: 12 }), (user, secret) => {
      const mask = new Mask([secret]);
      const basic = Buffer.from(`${user}:${secret}`).toString("base64");
      expect(mask.text(`before ${secret} after`)).not.toContain(secret);
      expect(mask.text(`?key=${encodeURIComponent(secret)}`)).toBe("?key=••••••");
      expect(mask.text(basic)).toContain("••••••");
      expect(mask.json({ [secret]: [JSON.stringify({ secret })] })).toEqual({
        "••••••": ['{"secret":"••••••"}'],
      });
    }),
  );
});

test("a mask of no secret changes nothing", () => {
  const value = { a: ["b"] };
  expect(new Mask([]).json(value)).toBe(value);
});
