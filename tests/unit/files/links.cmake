# Its pictures are made with the library that reads them, and read by the program that ships.
find_package(PkgConfig REQUIRED)
pkg_check_modules(VIPS REQUIRED IMPORTED_TARGET vips)
target_link_libraries(unit_files PRIVATE PkgConfig::VIPS)
add_dependencies(unit_files inzage-image)
target_compile_definitions(unit_files PRIVATE INZAGE_IMAGE="$<TARGET_FILE:inzage-image>")
