#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace inzage::csv {

/// SHA-256 of what is added piece by piece.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(std::string_view bytes);
    /// 64 lower case hex digits; once.
    [[nodiscard]] std::string hex();

  private:
    struct Context;
    std::unique_ptr<Context> context_;
};

[[nodiscard]] std::string sha256Hex(std::string_view bytes);

}  // namespace inzage::csv
