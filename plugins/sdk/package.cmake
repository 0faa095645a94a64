# What an author outside this tree needs, as the CMake package InzageAdapterSdk:
#   ninja adapter_sdk && cmake --install <build> --component sdk --prefix DIR
# The headers keep their include paths, and the hash that the stamp holds is installed beside them, so that an adapter
# gets the same stamp in and out of the tree.
set(INZAGE_SDK_LIBRARIES inzage_sdk_readers inzage_sdk_http inzage_sdk_xml)
add_custom_target(adapter_sdk DEPENDS ${INZAGE_SDK_LIBRARIES})

file(STRINGS stamp.h _abi REGEX "kAdapterAbi = [0-9]+")
string(REGEX REPLACE ".*kAdapterAbi = ([0-9]+).*" "\\1" INZAGE_SDK_ABI "${_abi}")
string(REGEX REPLACE "\\..*" "" INZAGE_SDK_COMPILER_MAJOR "${CMAKE_CXX_COMPILER_VERSION}")

include(CMakePackageConfigHelpers)
set(_package lib/cmake/InzageAdapterSdk)
configure_package_config_file(InzageAdapterSdkConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/InzageAdapterSdkConfig.cmake INSTALL_DESTINATION ${_package})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/InzageAdapterSdkConfigVersion.cmake
  VERSION ${INZAGE_SDK_ABI} COMPATIBILITY ExactVersion)

# Not what only the SDK's own sources include.
install(FILES ${INZAGE_SDK_HEADERS} csv_reader.h field_values.h http_client.h json_reader.h record_columns.h text.h
  xml_reader.h DESTINATION include/inzage/plugins/sdk COMPONENT sdk)
install(FILES ${CMAKE_BINARY_DIR}/sdk/inzage_sdk_hash.h DESTINATION include/inzage COMPONENT sdk)
install(TARGETS inzage_sdk ${INZAGE_SDK_LIBRARIES} EXPORT InzageAdapterSdk
  ARCHIVE DESTINATION lib COMPONENT sdk)
install(EXPORT InzageAdapterSdk DESTINATION ${_package} FILE InzageAdapterSdkTargets.cmake COMPONENT sdk)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/InzageAdapterSdkConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/InzageAdapterSdkConfigVersion.cmake adapter.map inzage_add_adapter.cmake
  DESTINATION ${_package} COMPONENT sdk)
