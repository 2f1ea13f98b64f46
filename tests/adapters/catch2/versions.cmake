include("${PROJECT_SOURCE_DIR}/cmake/foreign_code.cmake")

# The programs that the tests run, once with each Catch2 in TESTCENTER_CATCH2_FOLDER
# (cmake/fetch-frameworks.sh puts them there); where there is none, with the system's.
set(TESTCENTER_CATCH2_FOLDER "${PROJECT_SOURCE_DIR}/build/catch2"
    CACHE PATH "Folder of Catch2 versions: <version>/usr/{include,lib}")

# Of catch2_header.hpp.
set(catch2_example "${PROJECT_SOURCE_DIR}/examples/catch2")

function(testcenter_catch2_program name version catch2)
  add_executable(${name}-${version} ${ARGN})
  set_target_properties(
    ${name}-${version} PROPERTIES OUTPUT_NAME ${name}
                                  RUNTIME_OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${version}")
  target_link_libraries(${name}-${version} PRIVATE testcenter::catch2 ${catch2})
  target_include_directories(${name}-${version} PRIVATE "${catch2_example}")
  target_compile_options(${name}-${version} PRIVATE -Wno-error)
endfunction()

# `catch2` links Catch2 and a main().
function(testcenter_catch2_programs version catch2)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${version}")
  testcenter_catch2_program(
    odd_catch2 ${version} ${catch2} odd/exceptions.cpp odd/messages.cpp odd/names.cpp
    odd/outcomes.cpp odd/scenarios.cpp odd/sections.cpp)
  testcenter_catch2_program(crashing_catch2 ${version} ${catch2} crashing/crashes.cpp)
  testcenter_catch2_program(
    example_catch2 ${version} ${catch2} ${catch2_example}/paragraph.cpp ${catch2_example}/paragraph_test.cpp
    ${catch2_example}/picture_test.cpp)
  # Without us.
  add_executable(plain_catch2-${version} odd/exceptions.cpp)
  set_target_properties(plain_catch2-${version} PROPERTIES OUTPUT_NAME plain_catch2
                                                           RUNTIME_OUTPUT_DIRECTORY "${folder}")
  target_link_libraries(plain_catch2-${version} PRIVATE ${catch2})
  target_compile_features(plain_catch2-${version} PRIVATE cxx_std_17)
  target_include_directories(plain_catch2-${version} PRIVATE "${catch2_example}")
  target_compile_options(plain_catch2-${version} PRIVATE -Wno-error)
  set_property(GLOBAL APPEND_STRING PROPERTY testcenter_catch2_versions
                                             "    {\"${version}\", \"${folder}\"},\n")
endfunction()

function(testcenter_catch2_3 version root)
  find_library(library Catch2 PATHS "${root}/usr/lib" NO_DEFAULT_PATH NO_CACHE REQUIRED)
  find_library(main Catch2Main PATHS "${root}/usr/lib" NO_DEFAULT_PATH NO_CACHE REQUIRED)
  add_library(catch2-${version} INTERFACE)
  # Ahead of the system's, which may be another version.
  target_include_directories(catch2-${version} SYSTEM BEFORE INTERFACE "${root}/usr/include")
  target_link_libraries(catch2-${version} INTERFACE ${main} ${library})
  testcenter_catch2_programs(${version} catch2-${version})
  target_sources(odd_catch2-${version} PRIVATE main.cpp)
  # For tests of what stands behind catch_discover_tests().
  set_property(GLOBAL PROPERTY testcenter_catch2_3 catch2-${version})
  set_property(GLOBAL PROPERTY testcenter_catch2_3_scripts "${root}/usr/lib/cmake/Catch2")
endfunction()

# A single header: main() is compiled once, because that takes long. Behind it, as on a system that
# has Catch2 3, stands another one.
function(testcenter_catch2_2 version root)
  add_library(catch2-header-${version} INTERFACE)
  target_include_directories(catch2-header-${version} SYSTEM BEFORE INTERFACE "${root}/usr/include")
  target_include_directories(catch2-header-${version} SYSTEM AFTER
                             INTERFACE "${CMAKE_CURRENT_SOURCE_DIR}/other_catch2")
  target_compile_definitions(catch2-header-${version} INTERFACE TESTCENTER_CATCH2_MAJOR=2)
  add_library(catch2-main-${version} OBJECT main.cpp)
  target_link_libraries(catch2-main-${version} PUBLIC catch2-header-${version})
  target_include_directories(catch2-main-${version} PRIVATE "${catch2_example}")
  target_compile_features(catch2-main-${version} PUBLIC cxx_std_17)
  testcenter_foreign_code(catch2-main-${version})
  add_library(catch2-${version} INTERFACE)
  target_link_libraries(catch2-${version} INTERFACE catch2-main-${version}
                                                    $<TARGET_OBJECTS:catch2-main-${version}>)
  testcenter_catch2_programs(${version} catch2-${version})

  if(NOT TESTCENTER_TEST_ALL_PROGRAMS)
    return()
  endif()
  # What CATCH_CONFIG_ENABLE_BENCHMARKING changes in Catch2's classes: the whole target has it, then
  # main's file alone, which therefore holds the adapter.
  testcenter_catch2_program(benchmark_catch2 ${version} catch2-header-${version} main.cpp
                            v2/benchmark.cpp)
  target_compile_definitions(benchmark_catch2-${version} PRIVATE CATCH_CONFIG_ENABLE_BENCHMARKING)
  testcenter_catch2_program(benchmark_in_main_catch2 ${version} catch2-header-${version}
                            v2/benchmark_in_main.cpp odd/names.cpp)
  target_compile_definitions(benchmark_in_main_catch2-${version}
                             PRIVATE TESTCENTER_CATCH2_IN_MAIN)
endfunction()
