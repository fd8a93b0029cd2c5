# Installs what an outside project builds against: the headers, the libraries, the
# JavaScript loader, the CMake package WasmFibers and two pkg-config files.

include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/WasmFibers)

install(FILES include/fiber.h include/fiber.hpp include/fio.h TYPE INCLUDE)
install(TARGETS fiber)
if(TARGET fio)
  install(TARGETS fio)
endif()
install(DIRECTORY js/ DESTINATION ${CMAKE_INSTALL_DATADIR}/wasm-fibers/js
  FILES_MATCHING PATTERN *.mjs PATTERN *.d.mts PATTERN README.md
  PATTERN package.json
  PATTERN node_modules EXCLUDE)
install(DIRECTORY docs/ TYPE DOC)
install(FILES README.md CHANGELOG.md LICENSE TYPE DOC)

configure_package_config_file(cmake/WasmFibersConfig.cmake.in
  installed/WasmFibersConfig.cmake
  INSTALL_DESTINATION ${package_dir}
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_LIBEXECDIR
            CMAKE_INSTALL_DATADIR
  NO_CHECK_REQUIRED_COMPONENTS_MACRO
)
# Independent of the architecture: it serves projects for wasm32 too.
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/installed/WasmFibersConfigVersion.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT
)
install(
  FILES ${PROJECT_BINARY_DIR}/installed/WasmFibersConfig.cmake
        ${PROJECT_BINARY_DIR}/installed/WasmFibersConfigVersion.cmake
  DESTINATION ${package_dir}
)

set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH FIBERS_PC_PREFIX
  ${CMAKE_INSTALL_PREFIX}/${pkgconfig_dir} ${CMAKE_INSTALL_PREFIX})
foreach(name wasm-fibers wasm-fibers-native)
  configure_file(cmake/${name}.pc.in installed/${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/installed/${name}.pc
    DESTINATION ${pkgconfig_dir})
endforeach()
