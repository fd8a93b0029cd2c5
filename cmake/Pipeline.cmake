# Makes what clang needs to build programs with fibers: the configuration file
# fibers.cfg, and a directory for its -B and -fuse-ld. Both are usable where they
# are built, with the sources around them, and where they are installed.

include(Sysroot)

set(libexec ${PROJECT_BINARY_DIR}/libexec/wasm-fibers)

set(FIBERS_WASM_LD_HERE ${FIBERS_WASM_LD})
if(WASM_FIBERS_PORTABLE)
  set(FIBERS_WASM_LD_HERE "")
endif()

# The linker wrapper, under the names that clang looks for with -B alone:
# upstream's, and that of Debian's clang 22.
configure_file(
  ${PROJECT_SOURCE_DIR}/tools/wasm-fibers-ld.in ${libexec}/wasm-ld @ONLY
  FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
                   GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE
)
file(CREATE_LINK wasm-ld ${libexec}/wasm-ld-22 SYMBOLIC)
file(CREATE_LINK ../../bin/wasm-opt ${libexec}/wasm-opt SYMBOLIC)
install(DIRECTORY ${libexec} DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}
  USE_SOURCE_PERMISSIONS)

set(FIBERS_CFG_EXCEPTIONS "")
if(FIBERS_EXCEPTIONS)
  file(READ ${PROJECT_SOURCE_DIR}/cmake/exceptions.cfg FIBERS_CFG_EXCEPTIONS)
endif()

set(FIBERS_CFG_SYSROOT ${FIBERS_SYSROOT})
set(FIBERS_CFG_INCLUDE ${PROJECT_SOURCE_DIR}/include)
set(FIBERS_CFG_LIBEXEC ${libexec})
set(FIBERS_CFG_LIB ${PROJECT_BINARY_DIR}/io/wasm)
configure_file(${PROJECT_SOURCE_DIR}/cmake/fibers.cfg.in
  ${PROJECT_BINARY_DIR}/fibers.cfg @ONLY)

# An install tree can be moved: clang puts its directory in the place of <CFGDIR>.
# It has its own copy of the sysroot, unless that is a wasi-sdk's.
set(datadir ${CMAKE_INSTALL_DATADIR}/wasm-fibers)
if(NOT WASI_SDK_PATH)
  set(FIBERS_CFG_SYSROOT <CFGDIR>/sysroot)
  # The sysroot in the cache is of links to Debian's files, and CMake would copy the
  # links. The older name of the target stays a link to the other.
  install(CODE "
    set(sysroot \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${datadir}/sysroot\")
    message(STATUS \"Installing: \${sysroot}\")
    file(REMOVE_RECURSE \"\${sysroot}\")
    foreach(part include lib)
      file(MAKE_DIRECTORY \"\${sysroot}/\${part}\")
      execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND cp -rL
        \"${FIBERS_SYSROOT}/\${part}/wasm32-wasip1\" \"\${sysroot}/\${part}\")
      file(CREATE_LINK wasm32-wasip1 \"\${sysroot}/\${part}/wasm32-wasi\" SYMBOLIC)
    endforeach()")
endif()
file(RELATIVE_PATH FIBERS_CFG_INCLUDE
  ${CMAKE_INSTALL_PREFIX}/${datadir} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
file(RELATIVE_PATH FIBERS_CFG_LIBEXEC
  ${CMAKE_INSTALL_PREFIX}/${datadir} ${CMAKE_INSTALL_FULL_LIBEXECDIR}/wasm-fibers)
string(PREPEND FIBERS_CFG_INCLUDE <CFGDIR>/)
set(FIBERS_CFG_LIB <CFGDIR>/lib)
string(PREPEND FIBERS_CFG_LIBEXEC <CFGDIR>/)
configure_file(${PROJECT_SOURCE_DIR}/cmake/fibers.cfg.in
  ${PROJECT_BINARY_DIR}/installed/fibers.cfg @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/installed/fibers.cfg DESTINATION ${datadir})

# CMake's side of it, for projects that are built with fibers.cfg as a whole.
file(RELATIVE_PATH FIBERS_PREFIX_FROM_CFG
  ${CMAKE_INSTALL_PREFIX}/${datadir} ${CMAKE_INSTALL_PREFIX})
configure_file(${PROJECT_SOURCE_DIR}/cmake/toolchain.cmake.in
  ${PROJECT_BINARY_DIR}/installed/toolchain.cmake @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/installed/toolchain.cmake DESTINATION ${datadir})

# The command that finds the user's clang and all of these.
file(RELATIVE_PATH FIBERS_BIN_PREFIX
  ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_PREFIX})
file(RELATIVE_PATH FIBERS_CFG_FROM_PREFIX
  ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_DATADIR}/wasm-fibers/fibers.cfg)
file(RELATIVE_PATH FIBERS_LIBEXEC_FROM_PREFIX
  ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBEXECDIR}/wasm-fibers)
configure_file(${PROJECT_SOURCE_DIR}/tools/wasm-fibers.in
  ${PROJECT_BINARY_DIR}/installed/wasm-fibers @ONLY)
install(PROGRAMS ${PROJECT_BINARY_DIR}/installed/wasm-fibers TYPE BIN)
