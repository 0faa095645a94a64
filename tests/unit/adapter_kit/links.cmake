# The kit's programs, adapters that are wrong on purpose, and good ones.
add_dependencies(unit_adapter_kit inzage-adapter-probe inzage_broken_adapters inzage_adapter_csv inzage_adapter_template)
target_compile_definitions(unit_adapter_kit PRIVATE INZAGE_PROBE="$<TARGET_FILE:inzage-adapter-probe>"
  BROKEN_ADAPTERS="${CMAKE_BINARY_DIR}/tests/broken_adapters" PLUGINS="${CMAKE_BINARY_DIR}/plugins")
