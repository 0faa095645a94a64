#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>

/// libcurl's handles with an owner. Only for the sources that call it.
namespace inzage::delivery {

struct CurlEnd {
    void operator()(CURL* curl) const noexcept { curl_easy_cleanup(curl); }
};
using CurlHandle = std::unique_ptr<CURL, CurlEnd>;

/// Once per process, before threads call it.
void startCurl();
/// A handle that raises no signals and speaks to verified servers only. Throws std::bad_alloc.
[[nodiscard]] CurlHandle newCurl();

/// A curl_slist.
class CurlList {
  public:
    CurlList() = default;
    ~CurlList() { curl_slist_free_all(list_); }
    CurlList(const CurlList&) = delete;
    CurlList& operator=(const CurlList&) = delete;
    /// Throws std::bad_alloc.
    void add(const std::string& line);
    [[nodiscard]] curl_slist* get() const noexcept { return list_; }

  private:
    curl_slist* list_ = nullptr;
};

}  // namespace inzage::delivery
