# The room keeps OpenSSL and its HTTP client to itself.
target_link_libraries(unit_fhir PRIVATE inzage_sdk_readers)
