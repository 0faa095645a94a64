find_package(PkgConfig REQUIRED)
pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET libpqxx)
target_link_libraries(unit_database PRIVATE inzage_test_postgres PkgConfig::PQXX)
