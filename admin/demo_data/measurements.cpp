#include <algorithm>
#include <cmath>

#include "admin/demo_data/history.h"

namespace inzage::demo_data {

namespace {

using std::chrono::days;

struct Value {
    UtcTime at{};
    std::string_view code;
    std::string_view label;
    std::string_view unit;
    std::string value;
    std::string value2;
    std::string low;
    std::string high;
    std::string note;
};

std::string oneDecimal(double value) {
    const long tenths = std::lround(value * 10.0);
    return std::to_string(tenths / 10) + "." + std::to_string(std::abs(tenths % 10));
}

/// Weekly, on Tuesdays: a slow wave with small steps, so that the line looks like a person's.
void weigh(std::vector<Value>& values, const Drop& drop, const Profile& client, Random& random) {
    double weight = client.weight_kg;
    const double target = client.weight_kg;
    const Day last = drop.lastDay(client);
    for (Day day = drop.first_day; day <= last; day += days{1}) {
        if (std::chrono::weekday{day} != std::chrono::Tuesday)
            continue;
        weight += (random.unit() - 0.5) * 0.9 + (target - weight) * 0.06;
        if (random.chance(6))
            continue;
        std::string note = random.chance(4) ? "Gewogen met schoenen aan." : "";
        values.push_back({fromDutchClock(day, 540 + random.between(0, 40)), "weight", "Gewicht", "kg",
                          oneDecimal(weight), "", oneDecimal(target - 3), oneDecimal(target + 3),
                          std::move(note)});
    }
}

void takeBloodPressure(std::vector<Value>& values, const Drop& drop, const Profile& client, Random& random) {
    const int upper = random.between(124, 148);
    const int lower = random.between(68, 82);
    const Day last = drop.lastDay(client);
    for (Day day = drop.first_day + days{random.between(0, 13)}; day <= last; day += days{14})
        values.push_back({fromDutchClock(day, 610 + random.between(0, 60)), "blood_pressure", "Bloeddruk",
                          "mmHg", std::to_string(upper + random.between(-12, 12)),
                          std::to_string(lower + random.between(-8, 8)), "100", "150", ""});
}

/// Monthly, and twice a day while somebody is ill.
void takeTemperature(std::vector<Value>& values, const Drop& drop, const Profile& client, Random& random) {
    const auto happenings = happeningsOf(drop, client);
    const Day last = drop.lastDay(client);
    for (Day day = drop.first_day; day <= last; day += days{1}) {
        const Happening* happening = happeningOn(happenings, day);
        const bool ill = happening != nullptr && happening->kind == Happening::Kind::Cold;
        if (!ill && !random.chance(3))
            continue;
        const double gone =
            ill ? static_cast<double>((day - happening->from).count()) / happening->days : 1.0;
        for (const int minute : {500, 1170}) {
            const double heat = 36.7 + (ill ? 1.9 * (1.0 - gone) : 0.0) + (random.unit() - 0.5) * 0.4;
            values.push_back({fromDutchClock(day, minute + random.between(0, 30)), "temperature",
                              "Temperatuur", "°C", oneDecimal(heat), "", "36.0", "37.5",
                              heat > 38.0 ? "De arts weet ervan." : ""});
            if (!ill)
                break;
        }
    }
}

void takeBloodSugar(std::vector<Value>& values, const Drop& drop, const Profile& client, Random& random) {
    if (!client.diabetic)
        return;
    const Day last = drop.lastDay(client);
    for (Day day = drop.first_day; day <= last; day += days{random.between(3, 4)})
        values.push_back({fromDutchClock(day, 450 + random.between(0, 30)), "blood_sugar", "Bloedsuiker",
                          "mmol/l", oneDecimal(6.2 + random.unit() * 3.4), "", "5.0", "10.0",
                          "Nuchter gemeten."});
}

/// The last twelve weeks of mevrouw Jansen's weight, up to this morning.
void scriptJansenWeight(std::vector<Value>& values, Day today) {
    const Day from = today - days{77};
    std::erase_if(values, [&](const Value& v) {
        return v.code == "weight" && v.at >= fromDutchClock(from - days{6}, 0);
    });
    constexpr std::string_view kilos[]{"60.9", "61.0", "60.8", "60.6", "60.3", "60.0",
                                       "60.5", "60.9", "61.2", "61.1", "61.4", "61.8"};
    for (int week = 0; week < 12; ++week)
        values.push_back({fromDutchClock(from + days{7 * week}, 555), "weight", "Gewicht", "kg",
                          std::string{kilos[week]}, "", "60.0", "62.5",
                          week == 11 ? "Dat is 0,4 kg meer dan vorige week." : ""});
}

}  // namespace

std::vector<Happening> happeningsOf(const Drop& drop, const Profile& client) {
    Random random = drop.randomFor("happenings", client);
    std::vector<Happening> all;
    const int span = static_cast<int>((drop.lastDay(client) - drop.first_day).count());
    const int count = random.between(2, 4);
    for (int i = 0; i < count; ++i) {
        const bool fall = random.chance(40);
        // Not in the last two weeks: there the demo has its own story.
        const Day from = drop.first_day + days{random.between(20, span - 25)};
        all.push_back(
            {fall ? Happening::Kind::Fall : Happening::Kind::Cold, from, fall ? 9 : random.between(5, 8)});
    }
    std::ranges::sort(all, {}, &Happening::from);
    return all;
}

const Happening* happeningOn(const std::vector<Happening>& all, Day day) {
    for (const Happening& happening : all)
        if (day >= happening.from && day < happening.from + days{happening.days})
            return &happening;
    return nullptr;
}

CsvFile measurementFile(const std::filesystem::path& dir) {
    return {dir / "measurement.csv",
            {"source_id", "changed_at", "client", "kind_code", "kind_label", "value", "value2", "unit", "low",
             "high", "taken_at", "author_name", "note"}};
}

void writeMeasurements(CsvFile& out, const Drop& drop, const Profile& client) {
    Random random = drop.randomFor("measurements", client);
    std::vector<Value> values;
    weigh(values, drop, client, random);
    takeBloodPressure(values, drop, client, random);
    takeTemperature(values, drop, client, random);
    takeBloodSugar(values, drop, client, random);
    if (client.number == 1)
        scriptJansenWeight(values, drop.today);
    std::erase_if(values, [&](const Value& v) { return v.at > drop.until; });
    std::ranges::stable_sort(values, {}, &Value::at);
    int number = 0;
    for (const Value& value : values) {
        const std::string at = isoMoment(value.at);
        const Staff& by = client.team.one(Job::Carer, static_cast<std::size_t>(number) % 3);
        out.row({recordId('M', client, ++number), at, client.source_id, value.code, value.label, value.value,
                 value.value2, value.unit, value.low, value.high, at, by.name.full(), value.note});
    }
}

}  // namespace inzage::demo_data
