# With CMAKE_UNITY_BUILD, ours or a consumer's: a folder's files become one. So what is in anonymous namespaces
# has to be unique within a folder, and nowhere else.
function(testcenter_unite_folders target)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    get_filename_component(folder "${source}" DIRECTORY)
    set_property(SOURCE "${source}" PROPERTY UNITY_GROUP "${folder}")
  endforeach()
  set_property(TARGET ${target} PROPERTY UNITY_BUILD_MODE GROUP)
endfunction()
