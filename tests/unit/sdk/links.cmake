target_link_libraries(unit_sdk PRIVATE inzage_sdk_readers inzage_sdk_http inzage_sdk_xml OpenSSL::SSL OpenSSL::Crypto)
