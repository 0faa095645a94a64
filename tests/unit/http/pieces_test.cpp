#include <memory>
#include <vector>

#include "tests/unit/http/server_fixture.h"

namespace inzage::http {
namespace {

/// Gives its pieces one by one, and counts how many were fetched.
class Listed final : public BodyPieces {
  public:
    Listed(std::vector<std::string> pieces, std::size_t bytes, std::shared_ptr<std::atomic<int>> fetched)
        : pieces_{std::move(pieces)}, bytes_{bytes}, fetched_{std::move(fetched)} {}
    [[nodiscard]] std::size_t bytes() const noexcept override { return bytes_; }
    [[nodiscard]] std::optional<std::string> next() override {
        ++*fetched_;
        if (next_ == pieces_.size())
            return std::nullopt;
        if (pieces_[next_] == "throw")
            throw std::runtime_error{"the database is away"};
        return pieces_[next_++];
    }

  private:
    std::vector<std::string> pieces_;
    std::size_t bytes_;
    std::size_t next_ = 0;
    std::shared_ptr<std::atomic<int>> fetched_;
};

class PiecesTest : public ServerTest {
  protected:
    void serve(std::vector<std::string> pieces, std::size_t bytes) {
        server_ = std::make_unique<Server>(ServerOptions{}, [=, this](const Request&) {
            Response response = text(200, "");
            response.pieces = std::make_shared<Listed>(pieces, bytes, fetched_);
            return response;
        });
        const auto started = server_->start("127.0.0.1:0");
        ASSERT_TRUE(started) << started.failure().what;
    }
    static std::string bodyOf(const std::string& answer) {
        return answer.substr(answer.find("\r\n\r\n") + 4);
    }

    std::shared_ptr<std::atomic<int>> fetched_ = std::make_shared<std::atomic<int>>(0);
};

TEST_F(PiecesTest, ABodyInPiecesArrivesWholeAndTheConnectionGoesOn) {
    const std::string large(300'000, 'x');
    serve({"een", large, "drie"}, 300'007);
    RawClient c = client();
    for (int i = 0; i < 2; ++i) {
        const std::string answer = c.exchange(get("/"));
        EXPECT_TRUE(contains(answer, "Content-Length: 300007\r\n"));
        EXPECT_EQ(bodyOf(answer), "een" + large + "drie");
    }
}

TEST_F(PiecesTest, AfterHeadNoPieceIsFetched) {
    serve({"een"}, 3);
    RawClient c = client();
    c.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(contains(c.answer(1000ms, true), "Content-Length: 3\r\n"));
    EXPECT_EQ(fetched_->load(), 0);
}

TEST_F(PiecesTest, APieceThatCannotBeHadClosesTheConnectionInTheMiddle) {
    for (const auto& pieces : {std::vector<std::string>{"een"}, std::vector<std::string>{"een", "throw"},
                               std::vector<std::string>{"een", ""}}) {
        serve(pieces, 10);
        RawClient c = client();
        const std::string answer = c.exchange(get("/"), 3000ms);
        EXPECT_EQ(bodyOf(answer), "een");
        EXPECT_TRUE(c.closedWithin(1000ms));
    }
}

TEST_F(PiecesTest, MoreThanWasPromisedIsNotSent) {
    serve({"een", "twee"}, 5);
    RawClient c = client();
    EXPECT_EQ(bodyOf(c.exchange(get("/"), 3000ms)), "een");
    EXPECT_TRUE(c.closedWithin(1000ms));
}

TEST_F(PiecesTest, WhileTheReaderIsSlowNoMoreThanOnePieceIsHeld) {
    std::vector<std::string> pieces(40, std::string(1U << 20U, 'y'));
    serve(pieces, pieces.size() << 20U);
    RawClient c = client();
    c.receiveBuffer(4096);
    c.send(get("/"));
    std::this_thread::sleep_for(300ms);
    EXPECT_LT(fetched_->load(), 20) << "pieces are fetched as the reader takes them";
}

}  // namespace
}  // namespace inzage::http
