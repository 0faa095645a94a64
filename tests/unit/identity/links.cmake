find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
target_link_libraries(unit_identity PRIVATE inzage_test_postgres PkgConfig::SODIUM OpenSSL::Crypto)
