// A pull parser made of a push parser: expat's handlers yield each event.
#include "phases.h"
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// It would seed hashes with this, if the driver didn't. WASI has no processes.
int getpid(void);
int getpid(void) { return 1; }

static uint32_t checksum;

static void hash(const char* text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    checksum = (checksum ^ (unsigned char)text[i]) * 16777619;
  }
}

static void XMLCALL start(void* unused,
                          const char* name,
                          const char** attributes) {
  (void)unused;
  if (strcmp(name, "phase") == 0) {
    next_phase();
    return;
  }
  for (; *attributes != NULL; attributes++) {
    hash(*attributes, strlen(*attributes));
  }
  may_wait(name);
}

static void XMLCALL end(void* unused, const char* name) {
  (void)unused;
  may_wait(name);
}

static void XMLCALL text(void* unused, const char* characters, int length) {
  (void)unused;
  hash(characters, (size_t)length);
  may_wait(characters);
}

// A document with so many records in each phase. It is the caller's to free.
static char* make_document(unsigned size) {
  const size_t most = 160;
  char* document = malloc(3 * size * most + most);
  if (document == NULL) {
    fail("no memory for the document");
  }
  char* at =
    document + sprintf(document, "<records xmlns:r='urn:record'><phase/>");
  for (unsigned phase = 0; phase < 3; phase++) {
    for (unsigned i = 0; i < size; i++) {
      at += sprintf(at,
                    "<r:record id='%u' kind='k%u'><name>n %u &amp; m</name>"
                    "<r:note>&#65;b<b>c</b> d</r:note></r:record>\n",
                    i,
                    i % 7,
                    i * 7919 % 1009);
    }
    at += sprintf(at, "<phase/>");
  }
  strcpy(at, "</records>");
  return document;
}

uint32_t work(unsigned size) {
  char* document = make_document(size);
  checksum = 2166136261;
  XML_Parser parser = XML_ParserCreateNS(NULL, ':');
  XML_SetHashSalt(parser, 1);
  XML_SetElementHandler(parser, start, end);
  XML_SetCharacterDataHandler(parser, text);
  if (XML_Parse(parser, document, (int)strlen(document), 1) ==
      XML_STATUS_ERROR) {
    fail(XML_ErrorString(XML_GetErrorCode(parser)));
  }
  XML_ParserFree(parser);
  free(document);
  return checksum;
}
