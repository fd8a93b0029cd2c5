// What the rivals in C++20 coroutines share: a coroutine that trades values
// with its resumer, and one that may be called, to any depth, by coroutines of
// its own kind.
//
// Functions that return one should be [[gnu::noinline]]: as with a fiber, the
// resumer then doesn't see which function it resumes.
#ifndef wasm_fibers_bench_coroutine_h
#define wasm_fibers_bench_coroutine_h

#include <coroutine>
#include <cstddef>
#include <cstdlib>
#include <utility>

// libc++'s own have exceptions in them, which not every engine can run. A
// program is one source file, so that they may be defined here.
void* operator new(std::size_t size) {
  void* memory = std::malloc(size);
  if (!memory) {
    std::abort();
  }
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

// Owns a coroutine and runs it from outside.
template<typename Promise> class Owner {
public:
  explicit Owner(std::coroutine_handle<Promise> handle) : handle(handle) {}
  Owner(Owner&& other) noexcept
    : handle(std::exchange(other.handle, nullptr)) {}
  Owner& operator=(Owner&& other) noexcept {
    std::swap(handle, other.handle);
    return *this;
  }
  ~Owner() {
    if (handle) {
      handle.destroy();
    }
  }

protected:
  std::coroutine_handle<Promise> handle;
};

struct NoExceptions {
  // Never called: there are none.
  void unhandled_exception() { std::abort(); }
};

// Yields values of type Out, and gets one of type In for each.
template<typename Out, typename In> struct ExchangePromise;
template<typename Out, typename In>
class Exchange : public Owner<ExchangePromise<Out, In>> {
public:
  using promise_type = ExchangePromise<Out, In>;
  using Owner<promise_type>::Owner;

  // Goes on until the next yield; false if the coroutine ends instead.
  bool resume(In value = {}) {
    this->handle.promise().in = value;
    this->handle.resume();
    return !this->handle.done();
  }
  // What was yielded.
  Out out() const { return this->handle.promise().out; }
};

template<typename Out, typename In> struct ExchangePromise : NoExceptions {
  Out out;
  In in;

  Exchange<Out, In> get_return_object() {
    return Exchange<Out, In>(
      std::coroutine_handle<ExchangePromise>::from_promise(*this));
  }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}

  struct Yield : std::suspend_always {
    ExchangePromise& promise;
    explicit Yield(ExchangePromise& promise) : promise(promise) {}
    In await_resume() { return promise.in; }
  };
  Yield yield_value(Out value) {
    out = value;
    return Yield(*this);
  }
};

// A coroutine that yields values of type T, returns one, and may `co_await`
// another one like it, whose yields then go to the outermost resumer. Each
// transfer is symmetric: what a yield costs doesn't depend on the depth.
template<typename T> struct CallablePromise;
template<typename T> class Callable : public Owner<CallablePromise<T>> {
public:
  using promise_type = CallablePromise<T>;
  using Owner<promise_type>::Owner;

  // For the outermost: goes on until the next yield, and returns false if the
  // coroutine ends instead.
  bool resume(T value = {}) {
    auto& promise = this->handle.promise();
    if (!promise.root) {
      promise.root = &promise;
      promise.innermost = this->handle;
    }
    promise.value = value;
    promise.innermost.resume();
    return !this->handle.done();
  }
  // What was yielded, or returned in the end.
  T value() const { return this->handle.promise().value; }

  // For a caller that is such a coroutine.
  bool await_ready() { return false; }
  std::coroutine_handle<>
  await_suspend(std::coroutine_handle<CallablePromise<T>> caller) {
    auto& promise = this->handle.promise();
    promise.root = caller.promise().root;
    promise.caller = caller;
    return this->handle;
  }
  T await_resume() { return value(); }
};

template<typename T> struct CallablePromise : NoExceptions {
  // The outermost coroutine, where a yield hands over its value.
  CallablePromise* root = nullptr;
  // Of the outermost: what is to be resumed.
  std::coroutine_handle<> innermost;
  std::coroutine_handle<> caller;
  T value;

  Callable<T> get_return_object() {
    return Callable<T>(
      std::coroutine_handle<CallablePromise>::from_promise(*this));
  }
  std::suspend_always initial_suspend() noexcept { return {}; }
  void return_value(T result) { value = result; }

  struct Return : std::suspend_always {
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<CallablePromise> handle) noexcept {
      auto caller = handle.promise().caller;
      return caller ? caller : std::noop_coroutine();
    }
  };
  Return final_suspend() noexcept { return {}; }

  struct Yield : std::suspend_always {
    CallablePromise& root;
    explicit Yield(CallablePromise& root) : root(root) {}
    void await_suspend(std::coroutine_handle<> handle) {
      root.innermost = handle;
    }
    T await_resume() { return root.value; }
  };
  Yield yield_value(T yielded) {
    root->value = yielded;
    return Yield(*root);
  }
};

#endif
