// A function that any other adapter may have too, visible to all.
extern "C" __attribute__((visibility("default"))) int parseRecord(int text);
extern "C" int parseRecord(int text) {
    return text + 1;
}
