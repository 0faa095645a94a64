add_dependencies(unit_adapter_host inzage_broken_adapters inzage_adapter_csv)
target_compile_definitions(unit_adapter_host PRIVATE
  BROKEN_ADAPTERS="${CMAKE_BINARY_DIR}/tests/broken_adapters" PLUGINS="${CMAKE_BINARY_DIR}/plugins")
