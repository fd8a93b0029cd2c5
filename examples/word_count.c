// A pipeline over a text file: a reader takes the file in blocks, a tokenizer
// cuts the blocks into words, a counter keeps the account. Each is written as
// if it were the main program, which the counter is, with its own loop and its
// own state, and gets more by resuming the one before it. A word that runs
// across the end of a block needs no special case: the tokenizer is in the
// middle of its loop.
//
// Usage: word_count FILE
#include <ctype.h>
#include <errno.h>
#include <fiber.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BlockSize = 512, LongestWord = 63, MostCommon = 10 };

struct block {
  char text[BlockSize];
  size_t size;
};

struct entry {
  char* word;
  unsigned count;
};

struct account {
  struct entry* entries;
  size_t size;
  size_t capacity;
  unsigned words;
};

static void* or_die(void* memory) {
  if (memory == NULL) {
    fprintf(stderr, "word_count: out of memory\n");
    exit(1);
  }
  return memory;
}

// Yields each block of the file that it is resumed with, and ends with it.
static void* read_blocks(void* file) {
  struct block block;
  while ((block.size = fread(block.text, 1, BlockSize, file)) > 0) {
    fiber_yield(&block);
  }
  return NULL;
}

struct input {
  FILE* file;
  fiber_t reader;
  // The block that is being read, which belongs to the reader.
  const struct block* block;
  size_t position;
};

// Resumes the reader whenever the block is used up.
static int next_character(struct input* input) {
  if (input->block == NULL || input->position == input->block->size) {
    input->block = fiber_resume(input->reader, input->file, NULL);
    input->position = 0;
    if (input->block == NULL) {
      return EOF;
    }
  }
  return (unsigned char)input->block->text[input->position++];
}

// Yields each word of the input that it is resumed with, in small letters.
static void* split_words(void* argument) {
  struct input* input = argument;
  char word[LongestWord + 1];
  size_t length = 0;
  int character;
  do {
    character = next_character(input);
    if (character != EOF && isalnum(character)) {
      if (length < LongestWord) {
        word[length++] = (char)tolower(character);
      }
    } else if (length > 0) {
      word[length] = '\0';
      fiber_yield(word);
      length = 0;
    }
  } while (character != EOF);
  return NULL;
}

static void count(struct account* account, const char* word) {
  account->words++;
  for (size_t i = 0; i < account->size; i++) {
    if (strcmp(account->entries[i].word, word) == 0) {
      account->entries[i].count++;
      return;
    }
  }
  if (account->size == account->capacity) {
    account->capacity = account->capacity * 2 + 64;
    account->entries = or_die(
      realloc(account->entries, account->capacity * sizeof *account->entries));
  }
  account->entries[account->size++] = (struct entry){or_die(strdup(word)), 1};
}

// The most frequent first, and those of the same count by the alphabet.
static int compare(const void* a, const void* b) {
  const struct entry* left = a;
  const struct entry* right = b;
  if (left->count != right->count) {
    return left->count < right->count ? 1 : -1;
  }
  return strcmp(left->word, right->word);
}

int main(int argc, char* argv[]) {
  if (argc != 2) {
    fprintf(stderr, "usage: word_count FILE\n");
    return 2;
  }
  FILE* file = fopen(argv[1], "r");
  if (file == NULL) {
    fprintf(stderr, "word_count: %s: %s\n", argv[1], strerror(errno));
    return 1;
  }

  struct input input = {file, fiber_alloc(read_blocks), NULL, 0};
  fiber_t tokenizer = fiber_alloc(split_words);
  struct account account = {0};
  const char* word;
  while ((word = fiber_resume(tokenizer, &input, NULL)) != NULL) {
    count(&account, word);
  }
  fiber_free(tokenizer);
  fiber_free(input.reader);
  fclose(file);

  if (account.size > 0) {
    qsort(account.entries, account.size, sizeof *account.entries, compare);
  }
  printf("%u words, %zu of them different\n", account.words, account.size);
  for (size_t i = 0; i < account.size; i++) {
    if (i < MostCommon) {
      printf("%6u %s\n", account.entries[i].count, account.entries[i].word);
    }
    free(account.entries[i].word);
  }
  free(account.entries);
  return 0;
}
