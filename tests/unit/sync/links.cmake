# The worker itself, and an adapter that does to it what a setting says.
inzage_add_adapter(misbehaving SOURCES ${CMAKE_CURRENT_LIST_DIR}/misbehaving/misbehaving.cpp
                   DIRECTORY ${CMAKE_BINARY_DIR}/tests/sync_adapters)
target_link_libraries(unit_sync PRIVATE date::date-tz inzage_sync_worker inzage_test_postgres)
add_dependencies(unit_sync inzage-sync inzage_adapter_misbehaving)
target_compile_definitions(unit_sync PRIVATE INZAGE_WORKER="$<TARGET_FILE:inzage-sync>"
  INZAGE_TEST_ADAPTERS="${CMAKE_BINARY_DIR}/tests/sync_adapters")
# Some of these sources know the adapters' kinds of record by the same name as the platform's.
set_target_properties(unit_sync PROPERTIES UNITY_BUILD OFF)
