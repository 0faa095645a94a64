#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace inzage::sdk {

/// A key and the certificate that it signed itself, for "localhost", as PEM.
struct SelfSigned {
    std::string certificate;
    std::string key;

    SelfSigned() {
        const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> pair{EVP_EC_gen("P-256"), EVP_PKEY_free};
        const std::unique_ptr<X509, void (*)(X509*)> paper{X509_new(), X509_free};
        X509_set_version(paper.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(paper.get()), -60);
        X509_gmtime_adj(X509_getm_notAfter(paper.get()), 3600);
        X509_set_pubkey(paper.get(), pair.get());
        X509_NAME* name = X509_get_subject_name(paper.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
        X509_set_issuer_name(paper.get(), name);
        X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
        X509_add_ext(paper.get(), names, -1);
        X509_EXTENSION_free(names);
        X509_sign(paper.get(), pair.get(), EVP_sha256());
        certificate = textOf([&](BIO* bio) { PEM_write_bio_X509(bio, paper.get()); });
        key = textOf([&](BIO* bio) {
            PEM_write_bio_PrivateKey(bio, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
    }

  private:
    static std::string textOf(const std::function<void(BIO*)>& write) {
        BIO* bio = BIO_new(BIO_s_mem());
        write(bio);
        char* data = nullptr;
        const long bytes = BIO_get_mem_data(bio, &data);
        std::string text{data, static_cast<std::size_t>(bytes)};
        BIO_free(bio);
        return text;
    }
};

/// Answers on 127.0.0.1, one connection at a time and one request each, with the bytes that `answer` makes of
/// the request as it came in; an empty answer closes without a word.
class LoopbackServer {
  public:
    struct Options {
        std::function<std::string(const std::string& request)> answer;
        const SelfSigned* identity = nullptr;  ///< speaks TLS with it
        bool asks_certificate = false;         ///< takes nobody without `identity`'s certificate
    };

    explicit LoopbackServer(Options options) : options_{std::move(options)} {
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t bytes = sizeof at;
        if (::bind(socket_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 || ::listen(socket_, 16) != 0 ||
            ::getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &bytes) != 0)
            throw std::runtime_error{"no loopback socket"};
        port_ = ntohs(at.sin_port);
        if (options_.identity != nullptr)
            startTls();
        thread_ = std::thread{[this] { serve(); }};
    }
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;
    ~LoopbackServer() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
        SSL_CTX_free(tls_);
    }

    [[nodiscard]] std::string url(std::string_view path = "/") const {
        return (tls_ == nullptr ? "http://" : "https://") + std::string{"localhost:"} +
               std::to_string(port_) + std::string{path};
    }
    [[nodiscard]] int port() const noexcept { return port_; }
    [[nodiscard]] std::vector<std::string> requests() const {
        const std::lock_guard lock{mutex_};
        return requests_;
    }

  private:
    void startTls() {
        tls_ = SSL_CTX_new(TLS_server_method());
        BIO* bio = BIO_new_mem_buf(options_.identity->certificate.data(), -1);
        X509* paper = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
        SSL_CTX_use_certificate(tls_, paper);
        if (options_.asks_certificate) {
            X509_STORE_add_cert(SSL_CTX_get_cert_store(tls_), paper);
            SSL_CTX_set_verify(tls_, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        }
        X509_free(paper);
        BIO_free(bio);
        bio = BIO_new_mem_buf(options_.identity->key.data(), -1);
        EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
        SSL_CTX_use_PrivateKey(tls_, key);
        EVP_PKEY_free(key);
        BIO_free(bio);
    }

    void serve() {
        for (;;) {
            const int fd = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
            if (fd < 0)
                return;
            const timeval patience{.tv_sec = 3, .tv_usec = 0};
            ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
            SSL* tls = nullptr;
            if (tls_ != nullptr) {
                tls = SSL_new(tls_);
                SSL_set_fd(tls, fd);
            }
            if (tls == nullptr || SSL_accept(tls) == 1)
                talk(fd, tls);
            if (tls != nullptr) {
                SSL_shutdown(tls);
                SSL_free(tls);
            }
            ERR_clear_error();
            ::close(fd);
        }
    }

    void talk(int fd, SSL* tls) {
        std::string request;
        char buffer[4096];
        std::size_t whole = std::string::npos;
        while (request.size() < whole) {
            const auto got = tls == nullptr ? ::recv(fd, buffer, sizeof buffer, 0)
                                            : SSL_read(tls, buffer, static_cast<int>(sizeof buffer));
            if (got <= 0)
                return;
            request.append(buffer, static_cast<std::size_t>(got));
            const std::size_t head = request.find("\r\n\r\n");
            if (head == std::string::npos)
                continue;
            const std::size_t length = request.find("Content-Length: ");
            whole = head + 4;
            if (length < head)
                whole += static_cast<std::size_t>(std::atoll(request.c_str() + length + 16));
        }
        {
            const std::lock_guard lock{mutex_};
            requests_.push_back(request);
        }
        const std::string answer = options_.answer(request);
        for (std::size_t at = 0; at < answer.size();) {
            const auto put = tls == nullptr
                                 ? ::send(fd, answer.data() + at, answer.size() - at, MSG_NOSIGNAL)
                                 : SSL_write(tls, answer.data() + at, static_cast<int>(answer.size() - at));
            if (put <= 0)
                return;
            at += static_cast<std::size_t>(put);
        }
    }

    Options options_;
    int socket_ = -1;
    int port_ = 0;
    SSL_CTX* tls_ = nullptr;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::thread thread_;
};

}  // namespace inzage::sdk
