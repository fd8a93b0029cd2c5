// What the destructor of a thread_local object is registered by. There is one
// thread, which ends with the program.
int __cxa_atexit(void (*destroy)(void*), void* object, void* module);

int __cxa_thread_atexit(void (*destroy)(void*), void* object, void* module) {
  return __cxa_atexit(destroy, object, module);
}
