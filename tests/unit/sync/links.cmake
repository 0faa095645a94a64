target_link_libraries(unit_sync PRIVATE date::date-tz)
