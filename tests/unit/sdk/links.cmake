target_link_libraries(unit_sdk PRIVATE inzage_sdk_readers inzage_sdk_http OpenSSL::SSL OpenSSL::Crypto)
