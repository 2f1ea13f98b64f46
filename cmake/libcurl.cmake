# libcurl: linked, or, where it is a shared library, loaded when reporting begins. Linked, it and the
# thirty libraries behind it are loaded by each test program at its start, whether it reports or not.
# Makes testcenter_curl (its headers) and TESTCENTER_CORE_LIBRARIES (what the core links, Threads aside).
set(TESTCENTER_CURL_VERSION 7.68)
find_package(CURL ${TESTCENTER_CURL_VERSION})
if(NOT CURL_FOUND)
  message(FATAL_ERROR "testcenter-reporter needs libcurl ${TESTCENTER_CURL_VERSION} or later and its headers "
                      "(Debian: libcurl4-openssl-dev). cmake/install-packages.sh installs it.")
endif()

function(testcenter_find_curl_file result)
  set(properties IMPORTED_LOCATION)
  get_target_property(configurations CURL::libcurl IMPORTED_CONFIGURATIONS)
  foreach(configuration IN LISTS configurations)
    list(APPEND properties IMPORTED_LOCATION_${configuration})
  endforeach()
  set(${result} "" PARENT_SCOPE)
  foreach(property IN LISTS properties)
    get_target_property(location CURL::libcurl ${property})
    if(location)
      set(${result} "${location}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# As its SONAME says; where the loader would not look for it, that very file first.
function(testcenter_curl_files_to_load found result)
  get_filename_component(file "${found}" REALPATH)
  get_filename_component(folder "${file}" DIRECTORY)
  get_filename_component(name "${file}" NAME)
  string(REGEX REPLACE "(\\.so\\.[0-9]+)\\..*$" "\\1" name "${name}")
  set(files "\"${name}\"")
  if(NOT folder IN_LIST CMAKE_CXX_IMPLICIT_LINK_DIRECTORIES)
    list(PREPEND files "\"${folder}/${name}\"")
  endif()
  list(JOIN files "," files)
  set(${result} "${files}" PARENT_SCOPE)
endfunction()

testcenter_find_curl_file(testcenter_curl_file)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND testcenter_curl_file MATCHES "\\.so(\\.|$)")
  set(testcenter_curl_can_be_loaded ON)
else()
  set(testcenter_curl_can_be_loaded OFF)
endif()
option(TESTCENTER_LOAD_LIBCURL "Load libcurl when reporting begins, instead of linking it"
       ${testcenter_curl_can_be_loaded})

if(TESTCENTER_LOAD_LIBCURL AND NOT testcenter_curl_can_be_loaded)
  message(FATAL_ERROR "TESTCENTER_LOAD_LIBCURL is ON, but '${testcenter_curl_file}' is no shared library "
                      "that a program on ${CMAKE_SYSTEM_NAME} could load: set it to OFF.")
endif()

add_library(testcenter_curl INTERFACE)
set(TESTCENTER_CORE_LIBRARIES ${CMAKE_DL_LIBS})
if(TESTCENTER_LOAD_LIBCURL)
  testcenter_curl_files_to_load("${testcenter_curl_file}" testcenter_curl_files)
  target_compile_definitions(testcenter_curl INTERFACE TESTCENTER_LIBCURL_FILES=${testcenter_curl_files})
  target_include_directories(
    testcenter_curl SYSTEM
    INTERFACE $<TARGET_PROPERTY:CURL::libcurl,INTERFACE_INCLUDE_DIRECTORIES>)
else()
  target_link_libraries(testcenter_curl INTERFACE CURL::libcurl)
  list(APPEND TESTCENTER_CORE_LIBRARIES CURL::libcurl)
endif()
