// A decoder that waits for its file: libpng calls back for each piece of it.
// Its errors are longjmps. Damaged pictures are among those that it reads,
// each while another one is read, so that a jump passes what has waited.
#include "phases.h"
#include <png.h>
#include <stdlib.h>
#include <string.h>

enum { Phases = 3, Width = 64, RowBytes = 3 * Width, Piece = 64 };
// Rows from one damaged picture to the next, and those that it has.
enum { Interval = 64, DamagedRows = 16 };

// A PNG file in memory.
struct file {
  unsigned char* bytes;
  size_t length;
  size_t capacity;
};

struct reader {
  const struct file* file;
  size_t next;
};

// The picture that is read, whose rows are in `row` one after another.
struct picture {
  unsigned char row[RowBytes];
  unsigned rows_of_phase;
  unsigned rows;
  struct file damaged;
  unsigned errors;
  uint32_t checksum;
};

static void append(png_structp png, png_bytep bytes, size_t length) {
  struct file* file = png_get_io_ptr(png);
  if (file->length + length > file->capacity) {
    file->capacity = 2 * (file->length + length);
    file->bytes = realloc(file->bytes, file->capacity);
    if (file->bytes == NULL) {
      png_error(png, "no memory for the file");
    }
  }
  memcpy(file->bytes + file->length, bytes, length);
  file->length += length;
}

static void flush(png_structp png) { (void)png; }

// A file with a picture of so many rows. It is the caller's to free.
static struct file write_picture(unsigned rows) {
  static struct file file;
  file = (struct file){0};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, 0, 0, 0);
  png_infop info = png_create_info_struct(png);
  if (setjmp(png_jmpbuf(png))) {
    fail("the picture can't be written");
  }
  png_set_write_fn(png, &file, append, flush);
  png_set_IHDR(png,
               info,
               Width,
               rows,
               8,
               PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  uint32_t random = 1;
  for (unsigned y = 0; y < rows; y++) {
    unsigned char row[RowBytes];
    for (unsigned x = 0; x < RowBytes; x++) {
      random = random * 1664525 + 1013904223;
      row[x] = (unsigned char)(x * y / 16 + random % 4096 / 512);
    }
    png_write_row(png, row);
  }
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return file;
}

static void pull(png_structp png, png_bytep bytes, size_t length) {
  struct reader* reader = png_get_io_ptr(png);
  if (reader->next + length > reader->file->length) {
    png_error(png, "the file has ended");
  }
  while (length > 0) {
    const unsigned char* piece = reader->file->bytes + reader->next;
    size_t read = length < Piece ? length : Piece;
    may_wait(piece);
    memcpy(bytes, piece, read);
    bytes += read;
    length -= read;
    reader->next += read;
  }
}

static void ignore(png_structp png, const char* warning) {
  (void)png;
  (void)warning;
}

static void jump(png_structp png, const char* error) {
  struct picture* picture = png_get_error_ptr(png);
  picture->errors++;
  may_wait(error);
  png_longjmp(png, 1);
}

// Reads a file whose rows all go into `row`. `end_of_row` may be null.
static void read_picture(const struct file* file,
                         unsigned char* row,
                         struct picture* picture,
                         png_read_status_ptr end_of_row) {
  struct reader reader = {.file = file};
  png_structp png =
    png_create_read_struct(PNG_LIBPNG_VER_STRING, picture, jump, ignore);
  png_infop info = png_create_info_struct(png);
  png_bytep* volatile rows = NULL;
  if (setjmp(png_jmpbuf(png)) == 0) {
    png_set_read_fn(png, &reader, pull);
    png_set_read_status_fn(png, end_of_row);
    png_read_info(png, info);
    unsigned height = png_get_image_height(png, info);
    rows = malloc(height * sizeof *rows);
    if (rows == NULL) {
      fail("no memory for the rows");
    }
    for (unsigned y = 0; y < height; y++) {
      rows[y] = row;
    }
    png_read_image(png, rows);
    png_read_end(png, info);
  }
  free(rows);
  png_destroy_read_struct(&png, &info, NULL);
}

static void end_of_row(png_structp png, png_uint_32 unused, int pass) {
  (void)unused;
  (void)pass;
  struct picture* picture = png_get_error_ptr(png);
  for (unsigned i = 0; i < RowBytes; i++) {
    picture->checksum = (picture->checksum ^ picture->row[i]) * 16777619;
  }
  picture->rows++;
  if (picture->rows % Interval == 0) {
    unsigned char row[RowBytes];
    read_picture(&picture->damaged, row, picture, NULL);
  }
  if (picture->rows % picture->rows_of_phase == 0) {
    next_phase();
  }
}

uint32_t work(unsigned size) {
  struct picture picture = {.rows_of_phase = size, .checksum = 2166136261};
  struct file file = write_picture(Phases * size);
  picture.damaged = write_picture(DamagedRows);
  picture.damaged.bytes[picture.damaged.length / 2] ^= 0x55;
  next_phase();
  read_picture(&file, picture.row, &picture, end_of_row);
  if (picture.errors != Phases * size / Interval) {
    fail("a damaged picture was read as if it weren't");
  }
  free(picture.damaged.bytes);
  free(file.bytes);
  return picture.checksum + picture.errors;
}
