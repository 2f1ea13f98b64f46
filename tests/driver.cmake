set(TESTCENTER_UNITE_DRIVERS ${CMAKE_UNITY_BUILD})

# testcenter_drivers(<target>...): they only start programs and look at what becomes of it. So neither
# AddressSanitizer nor UndefinedBehaviorSanitizer watches them, which halves the time that they take to
# compile. (ThreadSanitizer has to know all threads of a process.)
function(testcenter_drivers)
  foreach(target IN LISTS ARGN)
    if(TESTCENTER_UNITE_DRIVERS)
      set_target_properties(${target} PROPERTIES UNITY_BUILD ON)
    endif()
    if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=address")
      target_compile_options(${target} PRIVATE -fno-sanitize=all)
    endif()
  endforeach()
endfunction()
