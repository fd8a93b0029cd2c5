# Provides the target Binaryen::binaryen: Binaryen's library and headers, and the
# flags that code which includes them needs.
#
# By default this is the version that wasm-fibers is made for, built into the
# cache by tools/build-binaryen. -DBINARYEN_DIR=DIR takes the user's own: a source
# tree of that version, built statically (-DBUILD_SHARED_LIBS=OFF) in DIR/build or
# in -DBINARYEN_BUILD_DIR.

set(BINARYEN_DIR "" CACHE PATH "Binaryen's source tree; empty for the pinned one")
set(BINARYEN_BUILD_DIR "" CACHE PATH "Binaryen's build; empty for BINARYEN_DIR/build")

if(BINARYEN_DIR)
  set(Binaryen_SOURCE_DIR ${BINARYEN_DIR})
  set(Binaryen_BUILD_DIR ${BINARYEN_DIR}/build)
  if(BINARYEN_BUILD_DIR)
    set(Binaryen_BUILD_DIR ${BINARYEN_BUILD_DIR})
  endif()
else()
  execute_process(
    COMMAND ${PROJECT_SOURCE_DIR}/tools/build-binaryen
    OUTPUT_VARIABLE binaryen
    OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY
  )
  set(Binaryen_SOURCE_DIR ${binaryen}/source)
  set(Binaryen_BUILD_DIR ${binaryen}/build)
endif()

if(NOT EXISTS ${Binaryen_SOURCE_DIR}/CMakeLists.txt)
  message(FATAL_ERROR
    "No ${Binaryen_SOURCE_DIR}/CMakeLists.txt: BINARYEN_DIR must be a source tree "
    "of Binaryen 132; leave it out for the pinned one")
endif()
file(STRINGS ${Binaryen_SOURCE_DIR}/CMakeLists.txt version
  REGEX "^project\\(binaryen .*VERSION 132\\)")
if(NOT version)
  message(FATAL_ERROR
    "${Binaryen_SOURCE_DIR} isn't Binaryen 132, which wasm-fibers is made for")
endif()

set(Binaryen_LIBRARY ${Binaryen_BUILD_DIR}/lib/libbinaryen.a)
if(NOT EXISTS ${Binaryen_LIBRARY})
  message(FATAL_ERROR
    "No ${Binaryen_LIBRARY}: build Binaryen there with -DBUILD_SHARED_LIBS=OFF, "
    "or leave BINARYEN_DIR out")
endif()

find_package(Threads REQUIRED)

add_library(Binaryen::binaryen STATIC IMPORTED)
set_target_properties(Binaryen::binaryen PROPERTIES
  IMPORTED_LOCATION ${Binaryen_LIBRARY})
target_link_libraries(Binaryen::binaryen INTERFACE Threads::Threads)
target_include_directories(Binaryen::binaryen SYSTEM INTERFACE
  ${Binaryen_SOURCE_DIR}/src
  ${Binaryen_SOURCE_DIR}/third_party/FP16/include
  ${Binaryen_SOURCE_DIR}/third_party/llvm-project/include
  ${Binaryen_BUILD_DIR}
)
# As upstream: assertions stay on, and there is no RTTI.
target_compile_options(Binaryen::binaryen INTERFACE -fno-rtti -UNDEBUG)
target_compile_definitions(Binaryen::binaryen INTERFACE BUILD_LLVM_DWARF)
