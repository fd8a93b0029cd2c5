// Uses the C++ library, and no exceptions, so that it runs on engines that have
// neither these nor stack switching.
#include <fiber.h>
#include <iostream>
#include <map>
#include <string>

static std::map<std::string, int> counts;

static void *count(void *word) {
  for (;;)
    word = fiber_yield(&++counts[*static_cast<std::string *>(word)]);
}

int main() {
  fiber_t fiber = fiber_alloc(count);
  for (std::string word; std::cin >> word;)
    std::cout << "C++: " << *static_cast<int *>(fiber_resume(fiber, &word, nullptr))
              << "\n";
  fiber_free(fiber);
}
