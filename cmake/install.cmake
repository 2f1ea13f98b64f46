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
if(TESTCENTER_BUILD_COMMAND_LINE)
  install(
    EXPORT testcenter-reporter-program
    NAMESPACE testcenter::
    DESTINATION ${testcenter_package_dir})
endif()
install(
  EXPORT testcenter-reporter-targets
  NAMESPACE testcenter::
  DESTINATION ${testcenter_package_dir})

# A static library hands the libraries that it links on to the program; a shared one keeps them.
get_target_property(testcenter_core_type testcenter-core TYPE)
set(testcenter_find_private_dependencies "")
set(testcenter_pc_requires "")
set(testcenter_pc_libs "-ltestcenter-core")
if(testcenter_core_type STREQUAL "STATIC_LIBRARY")
  set(testcenter_pc_libs "-ltestcenter-core -pthread")
  foreach(library IN LISTS CMAKE_DL_LIBS)
    string(APPEND testcenter_pc_libs " -l${library}")
  endforeach()
endif()
if(NOT TESTCENTER_LOAD_LIBCURL AND testcenter_core_type STREQUAL "STATIC_LIBRARY")
  set(testcenter_find_private_dependencies "find_dependency(CURL ${TESTCENTER_CURL_VERSION})")
  set(testcenter_pc_requires "Requires: libcurl >= ${TESTCENTER_CURL_VERSION}")
elseif(NOT TESTCENTER_LOAD_LIBCURL)
  set(testcenter_pc_requires "Requires.private: libcurl >= ${TESTCENTER_CURL_VERSION}")
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

# Relative to the file itself, so that the tree may be moved; but for folders that were given as absolute ones.
file(RELATIVE_PATH testcenter_prefix_from_pc
     "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
foreach(folder LIBDIR INCLUDEDIR)
  set(testcenter_pc_${folder} "\${prefix}/${CMAKE_INSTALL_${folder}}")
  if(IS_ABSOLUTE "${CMAKE_INSTALL_${folder}}")
    set(testcenter_pc_${folder} "${CMAKE_INSTALL_${folder}}")
  endif()
endforeach()
configure_file(cmake/testcenter-reporter.pc.in testcenter-reporter.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/testcenter-reporter.pc"
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/testcenter-reporter)
