# Finds what programs for WebAssembly are compiled and linked with:
#
#   FIBERS_TARGET        clang's --target
#   FIBERS_SYSROOT       clang's --sysroot
#   FIBERS_WASM_LD       the linker
#   FIBERS_EXCEPTIONS    whether the sysroot has C++ exceptions and setjmp
#
# They are those of the wasi-sdk at WASI_SDK_PATH, which the environment variable
# of that name gives to the first configuration of a build directory; or else
# Debian's, with the C++ runtime that tools/build-cxx-runtime adds.

set(WASI_SDK_PATH "$ENV{WASI_SDK_PATH}" CACHE PATH
  "A wasi-sdk; empty for Debian's packages")

if(WASI_SDK_PATH)
  set(FIBERS_SYSROOT ${WASI_SDK_PATH}/share/wasi-sysroot)
  set(FIBERS_WASM_LD ${WASI_SDK_PATH}/bin/wasm-ld)
else()
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env --unset=WASI_SDK_PATH
            ${PROJECT_SOURCE_DIR}/tools/build-cxx-runtime
    OUTPUT_VARIABLE FIBERS_SYSROOT
    OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY
  )
  find_program(FIBERS_WASM_LD wasm-ld-22 NO_CACHE)
  if(NOT FIBERS_WASM_LD)
    message(FATAL_ERROR "wasm-ld-22 not found; tools/setup installs it")
  endif()
endif()

# The first is what clang wants to hear now, the second is the name before that.
set(FIBERS_TARGET wasm32-wasip1)
if(NOT EXISTS ${FIBERS_SYSROOT}/lib/${FIBERS_TARGET})
  set(FIBERS_TARGET wasm32-wasi)
endif()

foreach(file ${FIBERS_WASM_LD} ${FIBERS_SYSROOT}/lib/${FIBERS_TARGET}/libc.a)
  if(NOT EXISTS ${file})
    message(FATAL_ERROR "No ${file}: WASI_SDK_PATH=${WASI_SDK_PATH} isn't a wasi-sdk")
  endif()
endforeach()

# Since its version 33 a wasi-sdk has two sets of C++ libraries: those in eh/ have
# exceptions. An older one has none.
file(GLOB libunwind
  ${FIBERS_SYSROOT}/lib/${FIBERS_TARGET}/libunwind.a
  ${FIBERS_SYSROOT}/lib/${FIBERS_TARGET}/eh/libunwind.a
)
if(libunwind AND EXISTS ${FIBERS_SYSROOT}/lib/${FIBERS_TARGET}/libsetjmp.a)
  set(FIBERS_EXCEPTIONS ON)
else()
  message(STATUS
    "${FIBERS_SYSROOT} has no libunwind or no libsetjmp: fibers.cfg gives C++ "
    "programs no exceptions, and C programs no setjmp")
  set(FIBERS_EXCEPTIONS OFF)
endif()
