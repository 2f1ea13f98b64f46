# For those who work on testcenter-reporter itself. A consumer's build never comes here.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Kind of build" FORCE)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_EXTENSIONS OFF)

find_program(TESTCENTER_CCACHE ccache)
mark_as_advanced(TESTCENTER_CCACHE)
if(TESTCENTER_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${TESTCENTER_CCACHE}")
endif()

if(TESTCENTER_WARNINGS)
  add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
                      -Wundef)
  if(NOT CMAKE_UNITY_BUILD)  # there, names of another file are in sight
    add_compile_options(-Wshadow)
  endif()
endif()
if(TESTCENTER_WARNINGS_AS_ERRORS)
  add_compile_options(-Werror)
endif()
