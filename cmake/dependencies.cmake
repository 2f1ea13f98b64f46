# What reporter-core is built from. All of it is private: a consumer compiles against none of it.
find_package(Threads REQUIRED)
include("${CMAKE_CURRENT_LIST_DIR}/libcurl.cmake")

function(testcenter_header_only target header hint)
  if(TARGET ${target})
    return()
  endif()
  string(MAKE_C_IDENTIFIER "TESTCENTER_${hint}_INCLUDE_DIR" variable)
  find_path(${variable} ${header})
  mark_as_advanced(${variable})
  if(NOT ${variable})
    message(FATAL_ERROR "testcenter-reporter needs ${header} (Debian: ${hint}). "
                        "cmake/install-packages.sh installs it.")
  endif()
  add_library(${target} INTERFACE IMPORTED)
  set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${${variable}}")
endfunction()

testcenter_header_only(testcenter_rapidjson rapidjson/writer.h rapidjson-dev)
testcenter_header_only(testcenter_xxhash xxhash.h libxxhash-dev)
