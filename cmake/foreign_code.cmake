# Third parties' sources that we compile for our tests: our warnings and checks are not theirs.
function(testcenter_foreign_code target)
  set_target_properties(${target} PROPERTIES COMPILE_OPTIONS "-w" CXX_CLANG_TIDY "")
endfunction()
