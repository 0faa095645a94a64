#include "platform/identity/factors/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace inzage::identity {

QrCode qrCode(const std::string& text) {
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code{
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free};
    if (!code)
        return {};
    constexpr int kQuiet = 4;
    QrCode made{code->width + 2 * kQuiet, ""};
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if ((code->data[y * code->width + x] & 1) != 0)
                made.path += "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + "h1v1h-1z";
    return made;
}

}  // namespace inzage::identity
