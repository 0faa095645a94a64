# The worker itself, and the adapters that the tests load with it.
target_link_libraries(unit_sync PRIVATE date::date-tz inzage_sync_worker inzage_test_postgres)
add_dependencies(unit_sync inzage-sync)
target_compile_definitions(unit_sync PRIVATE INZAGE_WORKER="$<TARGET_FILE:inzage-sync>")
