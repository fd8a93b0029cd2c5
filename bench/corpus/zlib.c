// An inflater that waits for its input: zlib calls back for each piece of it,
// and for each piece of output.
#include "phases.h"
#include <stdlib.h>
#include <zlib.h>

enum { Phases = 3, Length = 1 << 16, Most = 2 * Length, Piece = 64 };

struct input {
  // A piece of a deflated text that stands for itself, and the end of one.
  unsigned char text[Most];
  unsigned char end[16];
  unsigned text_length;
  unsigned end_length;
  // How often the text comes in each phase, and how often it has been there in
  // all.
  unsigned times;
  unsigned count;
  unsigned next;
};

// Words, so that there is something to compress.
static void make_text(unsigned char* text) {
  static const char words[] = "the quick brown fox jumps over a lazy dog and "
                              "then sleeps all day in the sun ";
  uint32_t random = 1;
  for (unsigned i = 0; i < Length;) {
    random = random * 1664525 + 1013904223;
    unsigned from = (random >> 16) % (sizeof words - 12);
    for (unsigned j = 0; j < 3 + (random >> 28) % 8 && i < Length; j++) {
      text[i++] = (unsigned char)words[from + j];
    }
  }
}

static void compress_text(struct input* input) {
  static unsigned char text[Length];
  make_text(text);
  z_stream stream = {
    .next_in = text,
    .avail_in = Length,
    .next_out = input->text,
    .avail_out = Most,
  };
  deflateInit2(
    &stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  deflate(&stream, Z_FULL_FLUSH);
  input->text_length = (unsigned)stream.total_out;
  stream.next_out = input->end;
  stream.avail_out = sizeof input->end;
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) {
    fail("the text can't be compressed");
  }
  input->end_length = (unsigned)(sizeof input->end - stream.avail_out);
  deflateEnd(&stream);
}

static unsigned pull(void* from, z_const unsigned char** piece) {
  struct input* input = from;
  if (input->next == input->text_length) {
    input->next = 0;
    input->count++;
  }
  if (input->next == 0 && input->count % input->times == 0) {
    next_phase();
  }
  if (input->count == Phases * input->times) {
    *piece = input->end;
    return input->end_length;
  }
  *piece = input->text + input->next;
  may_wait(*piece);
  unsigned left = input->text_length - input->next;
  unsigned length = left < Piece ? left : Piece;
  input->next += length;
  return length;
}

static int push(void* checksum, unsigned char* bytes, unsigned length) {
  *(uLong*)checksum = adler32(*(uLong*)checksum, bytes, length);
  may_wait(bytes);
  return 0;
}

uint32_t work(unsigned size) {
  static unsigned char window[1 << 15];
  static struct input input;
  input.times = size;
  input.count = 0;
  input.next = 0;
  compress_text(&input);
  uLong checksum = adler32(0, NULL, 0);
  z_stream stream = {0};
  if (inflateBackInit(&stream, 15, window) != Z_OK ||
      inflateBack(&stream, pull, &input, push, &checksum) != Z_STREAM_END) {
    fail("what was compressed can't be inflated");
  }
  inflateBackEnd(&stream);
  return (uint32_t)checksum;
}
