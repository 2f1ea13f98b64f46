include("${PROJECT_SOURCE_DIR}/cmake/foreign_code.cmake")

# The programs that the tests run, once with each GoogleTest: the system's, and those in
# TESTCENTER_GOOGLETEST_SOURCES (cmake/fetch-frameworks.sh puts them there).
set(TESTCENTER_GOOGLETEST_SOURCES "${PROJECT_SOURCE_DIR}/build/googletest"
    CACHE PATH "Folder of other GoogleTest versions: <version>/usr/src/googletest")

# Links `gtest`, and `gtest_main` where a program has no main() of its own.
function(testcenter_googletest_programs version gtest gtest_main)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${version}")
  set(example "${PROJECT_SOURCE_DIR}/examples/googletest")
  function(program name main)
    add_executable(${name}-${version} ${ARGN})
    # One compilation a program: four versions of them take long enough. And so the adapter is known
    # to stand unity builds; file by file it is compiled in examples/googletest.
    set_target_properties(
      ${name}-${version} PROPERTIES OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY "${folder}"
                                    UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
    target_link_libraries(${name}-${version} PRIVATE testcenter::googletest ${main})
    # GoogleTest's headers of some versions draw warnings of newer compilers.
    target_compile_options(${name}-${version} PRIVATE -Wno-error)
  endfunction()

  program(odd_googletest ${gtest_main} odd/death.cpp odd/messages.cpp odd/names.cpp odd/skips.cpp
          odd/threads.cpp)
  program(runs_googletest ${gtest} runs/main.cpp runs/told_late.cpp)
  program(example_googletest ${gtest_main} ${example}/inventory.cpp ${example}/inventory_test.cpp
          ${example}/ledger_test.cpp)
  set_property(GLOBAL APPEND_STRING PROPERTY testcenter_googletest_versions
                                             "    {\"${version}\", \"${folder}\"},\n")
endfunction()

function(testcenter_googletest_from_source version)
  set(source "${TESTCENTER_GOOGLETEST_SOURCES}/${version}/usr/src/googletest/googletest")
  add_library(gtest-${version} STATIC EXCLUDE_FROM_ALL "${source}/src/gtest-all.cc")
  target_include_directories(gtest-${version} SYSTEM PUBLIC "${source}/include"
                             PRIVATE "${source}")
  target_compile_features(gtest-${version} PUBLIC cxx_std_17)
  target_link_libraries(gtest-${version} PUBLIC Threads::Threads)
  add_library(gtest_main-${version} STATIC EXCLUDE_FROM_ALL "${source}/src/gtest_main.cc")
  target_link_libraries(gtest_main-${version} PUBLIC gtest-${version})
  testcenter_foreign_code(gtest-${version})
  testcenter_foreign_code(gtest_main-${version})
  testcenter_googletest_programs(${version} gtest-${version} gtest_main-${version})
endfunction()
