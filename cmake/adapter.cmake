include(GNUInstallDirs)

# testcenter_add_adapter(<name> SOURCES <file>...)
#
# Makes testcenter::<name>, an INTERFACE target: the headers below include/, and the given sources,
# which are compiled inside the target that links it. So they see the user's own version of the
# framework and the user's own defines, and no linker drops their self-registration. The adapter
# links no framework: that is the user's choice and his target's business.
function(testcenter_add_adapter name)
  cmake_parse_arguments(PARSE_ARGV 1 adapter "" "" "SOURCES")
  set(target testcenter-${name})
  add_library(${target} INTERFACE)
  add_library(testcenter::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(${target} INTERFACE cxx_std_17)
  target_link_libraries(${target} INTERFACE testcenter-core)
  target_include_directories(${target}
                             INTERFACE $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>)
  testcenter_adapter_sources(${target} ${name} ${adapter_SOURCES})

  if(TESTCENTER_INSTALL)
    install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
    install(
      TARGETS ${target}
      EXPORT testcenter-reporter-targets
      INCLUDES
      DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  endif()
endfunction()

function(testcenter_adapter_sources target name)
  set(folder ${CMAKE_INSTALL_DATADIR}/testcenter-reporter/${name})
  foreach(source IN LISTS ARGN)
    get_filename_component(file ${source} NAME)
    target_sources(${target} INTERFACE $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/${source}>
                                       $<INSTALL_INTERFACE:${folder}/${file}>)
    if(TESTCENTER_INSTALL)
      install(FILES ${source} DESTINATION ${folder})
    endif()
  endforeach()
endfunction()
