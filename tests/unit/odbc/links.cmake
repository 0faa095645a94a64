target_link_libraries(unit_odbc PRIVATE inzage_sdk inzage_sdk_readers)
target_link_libraries(unit_odbc PRIVATE inzage_test_postgres)
# Its sources know the adapters' kinds of record by the same name as the platform's.
set_target_properties(unit_odbc PROPERTIES UNITY_BUILD OFF)
