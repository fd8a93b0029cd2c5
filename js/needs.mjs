/**
 * @file What of newer engines a module needs, as its own bytes tell: engines say it each
 * in words of their own, or only that a byte is wrong.
 */

const magic = [0x00, 0x61, 0x73, 0x6d];

const section = { types: 1, tags: 13 };

/** How types begin. */
const form = { func: 0x60, struct: 0x5f, array: 0x5e, cont: 0x5d, rec: 0x4e };
const sub = [0x4f, 0x50];

/** What begins a reference to a type that follows: with null, and without. */
const references = [0x63, 0x64];

/**
 * @typedef {object} Needs
 * @property {boolean} stackSwitching It has types of continuations.
 * @property {boolean} exceptions It has tags, and no such types.
 */

/**
 * @param {BufferSource} source A module, which may have mistakes.
 * @returns {Needs}
 */
export function needs(source) {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  const isModule = magic.every((byte, i) => bytes[i] === byte);
  const sections = isModule ? [...new Reader(bytes, 8).sections()] : [];
  const find = (id) => sections.find((each) => each.id === id)?.reader;
  const stackSwitching = find(section.types)?.findsContinuation() ?? false;
  return { stackSwitching, exceptions: !stackSwitching && Boolean(find(section.tags)) };
}

/** Reads bytes, and zeros after them. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++] ?? 0;
  }

  /** An integer in LEB128. Those that are signed are only skipped. */
  integer() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  *sections() {
    while (this.at < this.bytes.length) {
      const id = this.byte();
      const size = this.integer();
      yield { id, reader: new Reader(this.bytes.subarray(this.at, this.at + size)) };
      this.at += size;
    }
  }

  /** Whether a section of types has one of continuations. */
  findsContinuation() {
    this.integer();
    while (this.at < this.bytes.length) {
      let begin = this.byte();
      if (begin === form.rec) {
        this.integer();
        begin = this.byte();
      }
      if (sub.includes(begin)) {
        this.each(() => this.integer());
        begin = this.byte();
      }
      if (begin === form.cont) return true;
      if (begin === form.func) {
        this.each(() => this.type());
        this.each(() => this.type());
      } else if (begin === form.struct) {
        this.each(() => this.field());
      } else if (begin === form.array) {
        this.field();
      } else {
        return false;
      }
    }
    return false;
  }

  each(read) {
    for (let left = this.integer(); left > 0 && this.at < this.bytes.length; left--) read();
  }

  type() {
    if (references.includes(this.byte())) this.integer();
  }

  field() {
    this.type();
    this.byte(); // whether it can change
  }
}
