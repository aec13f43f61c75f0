// Generates invalid values of every kind, with fast-check.

import fc from "fast-check";

/** Makes a revoked proxy: every access throws. */
const untouchable = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** The error that a hostile value throws when it is read. */
export class Thrown extends Error {}

/** Makes a proxy that throws on every operation. */
const explosive = () =>
  new Proxy(
    () => {},
    new Proxy(/** @type {any} */ ({}), {
      get: () => () => {
        throw new Thrown("by a trap of a proxy");
      },
    }),
  );

/** Makes a callable proxy whose every property is the proxy itself. @returns {any} */
const endless = () => {
  /** @type {any} */
  const self = new Proxy(() => self, { get: (_, key) => (key === Symbol.toPrimitive ? () => "x" : self) });
  return self;
};

/** @param {unknown} value */
const throwing = (value) => () => {
  throw value;
};

/** Texts that are not ASCII, not short, or not well-formed UTF-16. */
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.constantFrom(
    "",
    "\0",
    "\ud800",
    "x\udfff",
    "plain",
    "S256",
    "json",
    "x".repeat(43),
    "ÿ".repeat(43),
    "x".repeat(4096),
    "x".repeat(4097),
    "x".repeat(1_000_000),
  ),
);

const numbers = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, 43, 128, 129, 43.5, 2 ** 31 - 1, 2 ** 31, -1, NaN, Infinity, -Infinity, 2 ** 53),
);

/**
 * Makes a value. fast-check inspects the values that it handles, so it gets this function, which
 * shows it only a name.
 *
 * @typedef {() => any} Make
 */

/** @param {string} name @param {Make} make @returns {Make} */
const named = (name, make) => Object.assign(() => make(), { [fc.toStringMethod]: () => name });

/** @param {unknown} value */
const plain = (value) => named(fc.stringify(value).slice(0, 300), () => value);

/** @param {Make} make */
const nameOf = (make) => /** @type {any} */ (make)[fc.toStringMethod]();

/** Values of every type. @type {fc.Arbitrary<Make>} */
export const anything = fc.letrec((tie) => {
  /** @param {string} name @param {(value: any) => any} wrap */
  const around = (name, wrap) =>
    tie("value").map((inner) => {
      const make = /** @type {Make} */ (inner);
      return named(`${name}(${nameOf(make)})`, () => wrap(make()));
    });
  return {
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      texts.map(plain),
      numbers.map(plain),
      fc.constantFrom(undefined, null, true, false, 7n, Symbol("symbol"), Symbol.iterator).map(plain),
      fc
        .anything({
          withBigInt: true,
          withDate: true,
          withTypedArray: true,
          withSparseArray: true,
          withNullPrototype: true,
        })
        .map(plain),
      fc.constantFrom(
        named("untouchable", untouchable),
        named("explosive", explosive),
        named("endless", endless),
        named("never", () => new Promise(() => {})),
        // oxlint-disable-next-line unicorn/no-thenable -- on purpose
        named("throwing then", () => ({ then: throwing(new Thrown("then")) })),
        named("no text", () => ({ toString: throwing(new Thrown("toString")), valueOf: () => ({}) })),
        named("aborted", () => AbortSignal.abort(new Thrown("aborted"))),
      ),
      around("throws", throwing),
      around("returns", (value) => () => value),
      around("promise of", (value) => ignored((async () => value)())),
      around("rejection by", (value) => ignored(Promise.reject(value))),
      // oxlint-disable-next-line unicorn/no-thenable -- on purpose
      around("thenable of", (value) => ({ then: (/** @type {any} */ resolve) => resolve(value) })),
    ),
  };
}).value;

/**
 * Marks a rejection as handled, because a test may not await the promise.
 *
 * @param {Promise<unknown>} promise
 */
function ignored(promise) {
  promise.catch(() => {});
  return promise;
}

/**
 * Generates objects with these members. Each member is good, hostile, missing, or throws when it is
 * read.
 *
 * @param {Record<string, unknown>} good
 * @returns {fc.Arbitrary<Make>}
 */
export function objectsOf(good) {
  const members = Object.entries(good).map(([key, value]) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(named(`${key}: good`, () => ({ value, enumerable: true }))) },
      {
        weight: 4,
        arbitrary: anything.map((make) =>
          named(`${key}: ${nameOf(make)}`, () => ({ value: make(), enumerable: true })),
        ),
      },
      { weight: 1, arbitrary: fc.constant(named(`no ${key}`, () => undefined)) },
      {
        weight: 1,
        arbitrary: fc.constant(
          named(`${key}: unreadable`, () => ({
            get: throwing(new Thrown(`reading ${key}`)),
            enumerable: true,
          })),
        ),
      },
    ),
  );
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(...members).map((all) =>
        named(`{ ${all.map(nameOf).join(", ")} }`, () => {
          const made = {};
          Object.keys(good).forEach((key, at) => {
            const descriptor = all[at]();
            if (descriptor) Object.defineProperty(made, key, descriptor);
          });
          return made;
        }),
      ),
    },
    { weight: 1, arbitrary: anything },
  );
}
