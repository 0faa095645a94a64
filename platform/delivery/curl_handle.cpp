#include "platform/delivery/curl_handle.h"

#include <new>
#include <stdexcept>

namespace inzage::delivery {

void startCurl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw std::runtime_error{"libcurl does not start"};
}

CurlHandle newCurl() {
    CurlHandle handle{curl_easy_init()};
    if (!handle)
        throw std::bad_alloc{};
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle.get(), CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    return handle;
}

void CurlList::add(const std::string& line) {
    curl_slist* longer = curl_slist_append(list_, line.c_str());
    if (longer == nullptr)
        throw std::bad_alloc{};
    list_ = longer;
}

}  // namespace inzage::delivery
