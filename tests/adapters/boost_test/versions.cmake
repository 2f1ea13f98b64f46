include("${PROJECT_SOURCE_DIR}/cmake/foreign_code.cmake")

# The programs that the tests run, once with each Boost.Test: the system's shared library, and those
# in TESTCENTER_BOOST_FOLDER (cmake/fetch-frameworks.sh puts them there): static libraries, or headers only.
set(TESTCENTER_BOOST_FOLDER "${PROJECT_SOURCE_DIR}/build/boost"
    CACHE PATH "Folder of Boost versions: <version>/usr/{include,lib}")

if(NOT TARGET example-canvas)
  add_subdirectory("${PROJECT_SOURCE_DIR}/examples/canvas" canvas)
endif()

# testcenter_boost_programs(<version> <way> INCLUDE <folder>... LINK <library>... DEFINE <macro>...)
function(testcenter_boost_programs version way)
  cmake_parse_arguments(PARSE_ARGV 2 boost "" "" "INCLUDE;LINK;DEFINE")
  set(build "${version}-${way}")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${build}")
  set(example "${PROJECT_SOURCE_DIR}/examples/boost_test")

  add_library(boost-${build} INTERFACE)
  # Ahead of the system's, which may be another version.
  target_include_directories(boost-${build} SYSTEM BEFORE INTERFACE ${boost_INCLUDE})
  target_compile_definitions(boost-${build} INTERFACE ${boost_DEFINE})
  add_library(boost-main-${build} OBJECT main.cpp)
  target_link_libraries(boost-main-${build} PRIVATE boost-${build} ${boost_LINK})
  target_compile_features(boost-main-${build} PRIVATE cxx_std_17)
  testcenter_foreign_code(boost-main-${build})

  function(program name)
    add_executable(${name}-${build} ${ARGN} $<TARGET_OBJECTS:boost-main-${build}>)
    # One compilation a program, since Boost's headers take long. File by file the adapter is compiled
    # in examples/boost_test.
    set_target_properties(
      ${name}-${build} PROPERTIES OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY "${folder}"
                                  UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
    target_link_libraries(${name}-${build} PRIVATE testcenter::boost_test boost-${build}
                                                   ${boost_LINK})
    target_compile_options(${name}-${build} PRIVATE -Wno-error)
  endfunction()

  program(odd_boost_test odd/ends.cpp odd/entries.cpp odd/fixtures.cpp odd/late.cpp
          odd/units.cpp)
  program(example_boost_test ${example}/board_test.cpp ${example}/clock_test.cpp
          ${example}/timetable.cpp ${example}/timetable_test.cpp)
  target_compile_definitions(example_boost_test-${build} PRIVATE EXAMPLE_FOLDER="${example}")
  target_link_libraries(example_boost_test-${build} PRIVATE example-canvas)
  set_property(GLOBAL APPEND_STRING PROPERTY testcenter_boost_versions
                                             "    {\"${build}\", \"${folder}\"},\n")
endfunction()

function(testcenter_fetched_boost version root)
  find_library(
    library libboost_unit_test_framework.a
    PATHS "${root}/usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}" "${root}/usr/lib"
    NO_DEFAULT_PATH NO_CACHE)
  if(library)
    testcenter_boost_programs(${version} static INCLUDE "${root}/usr/include" LINK "${library}")
  else()
    testcenter_boost_programs(${version} headers INCLUDE "${root}/usr/include" DEFINE
                              BOOST_TEST_HEADERS_ONLY)
  endif()
endfunction()
