# What `cmake --install` puts where. Nothing in it knows its prefix: an installed tree may be moved.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(testcenter_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/testcenter-reporter)

install(DIRECTORY reporter-core/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(
  TARGETS testcenter-core
  EXPORT testcenter-reporter-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  INCLUDES
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(
  EXPORT testcenter-reporter-targets
  NAMESPACE testcenter::
  DESTINATION ${testcenter_package_dir})

# A static library hands its own libraries on to the program that links it; a shared one keeps them.
get_target_property(testcenter_core_type testcenter-core TYPE)
if(testcenter_core_type STREQUAL "STATIC_LIBRARY")
  set(testcenter_find_private_dependencies "find_dependency(CURL ${TESTCENTER_CURL_VERSION})")
  set(testcenter_pc_requires "Requires: libcurl >= ${TESTCENTER_CURL_VERSION}")
  set(testcenter_pc_libs "-ltestcenter-core -pthread")
else()
  set(testcenter_find_private_dependencies "")
  set(testcenter_pc_requires "Requires.private: libcurl >= ${TESTCENTER_CURL_VERSION}")
  set(testcenter_pc_libs "-ltestcenter-core")
endif()

configure_package_config_file(
  cmake/testcenter-reporter-config.cmake.in testcenter-reporter-config.cmake
  INSTALL_DESTINATION ${testcenter_package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(testcenter-reporter-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/testcenter-reporter-config.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/testcenter-reporter-config-version.cmake"
        DESTINATION ${testcenter_package_dir})

file(RELATIVE_PATH testcenter_prefix_from_pc
     "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
configure_file(cmake/testcenter-reporter.pc.in testcenter-reporter.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/testcenter-reporter.pc"
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
