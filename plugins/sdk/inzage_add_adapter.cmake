# inzage_add_adapter(<name> SOURCES a.cpp … [LINKS library …] [DIRECTORY dir])
# Builds <name>.so into <build>/plugins (or DIRECTORY) the way the platform expects it: hidden symbols, so that two
# adapters can't answer each other's calls; no undefined symbols, so that a missing one is an error here and not a
# crash during a run; not writable by others, because the loader refuses that.
set(INZAGE_ADAPTER_MAP ${CMAKE_CURRENT_LIST_DIR}/adapter.map CACHE INTERNAL "symbols an adapter exports")
function(inzage_add_adapter name)
  find_package(Poco REQUIRED COMPONENTS Foundation)
  cmake_parse_arguments(ARG "" "DIRECTORY" "SOURCES;LINKS" ${ARGN})
  if(NOT ARG_DIRECTORY)
    set(ARG_DIRECTORY ${CMAKE_BINARY_DIR}/plugins)
  endif()
  add_library(inzage_adapter_${name} MODULE ${ARG_SOURCES})
  set_target_properties(inzage_adapter_${name} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name} LIBRARY_OUTPUT_DIRECTORY ${ARG_DIRECTORY}
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_link_libraries(inzage_adapter_${name} PRIVATE inzage_sdk ${ARG_LINKS} Poco::Foundation)
  # Sanitized builds resolve their runtime from the program, which -z defs can't see.
  if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    target_link_options(inzage_adapter_${name} PRIVATE -Wl,-z,defs)
  endif()
  target_link_options(inzage_adapter_${name} PRIVATE -Wl,-z,now -Wl,--exclude-libs,ALL
    -Wl,--version-script=${INZAGE_ADAPTER_MAP})
  add_custom_command(TARGET inzage_adapter_${name} POST_BUILD COMMAND chmod go-w $<TARGET_FILE:inzage_adapter_${name}>)
endfunction()
