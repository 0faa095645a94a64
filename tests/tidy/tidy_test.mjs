// Each rule fires on what it is for, and keeps quiet on what is right; then the tree itself is judged.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { functionsOf } from './rules/shape.mjs';
import { reveals, staleReveals } from './rules/calls.mjs';
import { readTree, SourceFile } from './source.mjs';
import { asLine, ROOT, RULES } from './tidy.mjs';

const ORDER = new SourceFile('platform/CMakeLists.txt', 'foreach(room base config database views access agenda dossier adapter_host sync app)\n');
const file = (name, text) => new SourceFile(name, text);
const lines = (n, text = 'x();') => Array(n).fill(text).join('\n');

// rule → [what must be found, what must not].
const CASES = {
    'rooms depend one way': [
        [file('platform/database/a.cpp', '#include "platform/agenda/agenda.h"\n'), file('platform/base/CMakeLists.txt', 'inzage_room(base SOURCES a.cpp DEPENDS inzage_views)'), file('platform/unheard/a.cpp', '')],
        [file('platform/agenda/a.cpp', '#include "platform/access/access.h"\n// #include "platform/dossier/x.h"\n')],
    ],
    'no store of another room': [
        [file('platform/dossier/a.cpp', '#include "platform/agenda/agenda_store.h"\n')],
        [file('platform/agenda/agenda_pages.cpp', '#include "platform/agenda/agenda_store.h"\n')],
    ],
    'adapters see only the SDK': [
        [file('plugins/csv/a.cpp', '#include "platform/base/ids.h"\n'), file('plugins/csv/b.cpp', '#include "plugins/fhir/x.h"\n'), file('platform/dossier/a.cpp', '#include "plugins/sdk/records.h"\n'), file('platform/sync/a.cpp', '#include "plugins/csv/columns.h"\n')],
        [file('plugins/csv/a.cpp', '#include "plugins/sdk/records.h"\n#include "plugins/csv/b.h"\n'), file('platform/sync/a.cpp', '#include "plugins/sdk/records.h"\n')],
    ],
    'libraries stay in their room': [
        [file('platform/agenda/a.cpp', '#include <pqxx/pqxx>\n'), file('admin/ctl/a.cpp', '#include <yaml-cpp/yaml.h>\n')],
        [file('platform/database/a.cpp', '#include <pqxx/pqxx>\n'), file('platform/config/a.cpp', '#include <yaml-cpp/yaml.h>\n')],
    ],
    'big libraries stay out of public headers': [
        [file('platform/database/link.h', '#include <pqxx/connection>\n'), file('platform/agenda/a.cpp', '#include "platform/database/link.h"\n')],
        [file('platform/database/link.h', '#include <pqxx/connection>\n'), file('platform/database/a.cpp', '#include "platform/database/link.h"\n')],
    ],
    'no forbidden calls': [
        [
            file('platform/base/a.cpp', 'std::cout << 1;\nauto* a = new Thing();\ndelete a;\nsystem("ls");\nstrcpy(a, b);\nint r = rand();\nauto t = std::chrono::system_clock::now();\nprintf("x");\n'),
            file('platform/base/a.h', 'using namespace std;\n'),
        ],
        [file('platform/base/b.cpp', 'Thing(const Thing&) = delete;\n// std::cout, new Thing\nauto s = "new Thing, rand()";\nclock.now();\nsnprintf(b, 1, "");\nfile_system(x);\n'), file('platform/app/main.cpp', 'std::cout << 1;\n')],
    ],
    'SQL stands in stores': [
        [file('platform/agenda/agenda_pages.cpp', 'auto s = "SELECT id FROM report";\nauto t = R"sql(\n  UPDATE report SET a = 1)sql";\n')],
        [file('platform/agenda/agenda_store.cpp', 'auto s = "SELECT id FROM report";'), file('platform/agenda/agenda.cpp', '// "SELECT id"\nauto s = "Selecteer uw naam";')],
    ],
    'statements get the time passed in': [
        [file('platform/agenda/agenda_store.cpp', 'auto s = "SELECT id FROM a WHERE at < now()";')],
        [file('platform/agenda/agenda_store.cpp', 'auto s = "SELECT id FROM a WHERE at < $1";')],
    ],
    'metrics and events are written': [
        [file('platform/observe/metric_catalogue.def', 'INZAGE_METRIC(Ready, "inzage_ready", Gauge, "", "check", "x")'), file('platform/app/program.cpp', '// Metric::Ready')],
        [file('platform/observe/metric_catalogue.def', 'INZAGE_METRIC(Ready, "inzage_ready", Gauge, "", "check", "x")'), file('platform/app/program.cpp', 'gauge(Metric::Ready, {}, 1);')],
    ],
    'promises name tests that exist': [
        [
            file('docs/promises.md', '| 1 | kept | `tests/a_test.mjs`: is kept<br>`tests/a_test.cpp`: Suite.IsKept |\n| 3 | not kept | nobody |\n| 3 | gone | `tests/a_test.mjs`: was kept |\n'),
        ],
        [
            file('docs/promises.md', '| # | promise |\n|---|---|\n| 1 | kept | `tests/a_test.mjs`: is Anna\'s<br>`tests/a_test.cpp`: Suite.IsKept |\n'),
            file('tests/a_test.mjs', "test('is Anna\\'s', () => {});"),
            file('tests/a_test.cpp', 'TEST_F(Suite, IsKept) {}'),
        ],
    ],
    'files are short': [[file('platform/base/a.cpp', lines(452))], [file('platform/base/a.cpp', lines(440))]],
    'functions are short': [
        [file('platform/base/a.cpp', `namespace x {\nint f(int a) {\n${lines(70)}\n}\n}\n`), file('platform/base/b.h', `class A {\n    void f() const {\n${lines(70)}\n    }\n};\n`)],
        [file('platform/base/a.cpp', `const int kTable[] = {\n${lines(90, '1,')}\n};\nint f() {\n${lines(60)}\n}\nint g() {\n${lines(60)}\n}\n`)],
    ],
    'headers say what they promise': [
        [file('platform/base/a.h', 'int f();\n'), file('platform/base/b.h', '#pragma once\nint f();\n')],
        [file('platform/base/a.h', '#pragma once\n/// One.\nint f();\n')],
    ],
    'nothing is left over': [[file('platform/base/a.cpp', '// TODO later\n'), file('deploy/x.sh', '# FIXME\n')], [file('platform/base/a.cpp', '// done\n')]],
    'names say something': [[file('platform/base/string_utils.h', '')], [file('platform/base/token.h', '')]],
    'every source is built': [
        [file('platform/base/CMakeLists.txt', 'inzage_room(base SOURCES a.cpp)'), file('platform/base/b.cpp', '')],
        [file('platform/base/CMakeLists.txt', 'inzage_room(base SOURCES a.cpp)'), file('platform/base/a.cpp', '')],
    ],
    'no paths of one machine': [[file('README.md', 'see ../shared/x\n'), file('deploy/a.sh', 'cd /root/inzage\n')], [file('README.md', 'see docs/architecture.md, /var/lib/inzage\n')]],
    'no organisation in code': [
        [file('tenants/delinde/tenant.yaml', 'identity:\n  name: "De Lindenhof"\n'), file('platform/base/a.cpp', 'if (id == "delinde") return;\n'), file('admin/ctl/a.cpp', 'auto n = "Lindenhof";\n')],
        [file('tenants/delinde/tenant.yaml', 'identity:\n  name: "De Lindenhof"\n'), file('platform/base/a.cpp', '// as delinde does\nint linden;\n')],
    ],
    'no sentences for users in code': [
        [file('platform/dossier/a.cpp', 'auto s = "U mag het dossier niet lezen";\n')],
        [file('platform/dossier/a.cpp', 'auto s = "/inloggen"; auto t = "the run is over";\n')],
    ],
    'no proprietary packages': [
        [file('platform/views/package.json', '{"dependencies": {"@utrecht/design-tokens": "1.0.0"}}')],
        [file('platform/views/package.json', '{"dependencies": {"@utrecht/component-library-css": "9.0.4"}}')],
    ],
};

for (const [name, [bad, good]] of Object.entries(CASES)) {
    test(`tidy: "${name}" fires`, () => {
        const found = RULES[name]([ORDER, ...bad], '/nowhere');
        for (const f of bad.filter((f) => !isContext(f, name))) {
            assert.ok(found.some((x) => x.file === f.name), `${f.name} was not found: ${JSON.stringify(found)}`);
        }
    });
    test(`tidy: "${name}" lets the right thing pass`, () => {
        assert.deepEqual(RULES[name]([ORDER, ...good], '/nowhere').map(asLine), []);
    });
}

// Files that are there only so that another one can be judged.
function isContext(f, name) {
    return f.name.endsWith('tenant.yaml') || (f.name === 'platform/app/program.cpp' && name === 'metrics and events are written') || (f.name.endsWith('CMakeLists.txt') && name === 'every source is built') || f.name === 'platform/database/link.h';
}

test('tidy: each forbidden call is found on its own line', () => {
    const [bad] = CASES['no forbidden calls'];
    const found = RULES['no forbidden calls'](bad).filter((f) => f.file === 'platform/base/a.cpp').map((f) => f.line);
    assert.deepEqual(found, [1, 2, 3, 4, 5, 6, 7, 8]);
});

test('tidy: reveal() fires outside the list and the list may not go stale', () => {
    const sources = [file('platform/views/a.cpp', 'auto s = name.reveal();\n'), file('platform/views/b.cpp', 'auto s = name;\n')];
    assert.equal(reveals(sources, new Set()).length, 1);
    assert.equal(reveals(sources, new Set(['platform/views/a.cpp'])).length, 0);
    assert.equal(reveals(sources, new Set(['platform/*/a.cpp'])).length, 0);
    assert.equal(reveals(sources, new Set(['platform/*'])).length, 1);
    assert.deepEqual(staleReveals(sources, new Set(['platform/views/a.cpp', 'platform/views/b.cpp'])).map((f) => f.message), ['platform/views/b.cpp no longer calls reveal()']);
});

test('tidy: each way in which a promise can be without its test is found', () => {
    const page = (row) => RULES['promises name tests that exist']([file('docs/promises.md', row), file('tests/a_test.mjs', "test('is kept')"), file('tests/a_test.cpp', 'TEST(Suite, IsKept)')]).map((f) => f.message);
    assert.deepEqual(page('| 1 | x | `tests/a_test.mjs`: is kept |'), []);
    assert.deepEqual(page('| 1 | x | `tests/a_test.cpp`: Suite.IsKept |'), []);
    for (const row of ['', '| 2 | x | `tests/a_test.mjs`: is kept |', '| 1 | x | |', '| 1 | x |', '| 1 | x | is kept |', '| 1 | x | `tests/b_test.mjs`: is kept |', '| 1 | x | `tests/a_test.mjs`: was kept |', '| 1 | x | `tests/a_test.cpp`: Suite.WasKept |', '| 1 | x | `tests/a_test.cpp`: Other.IsKept |'])
        assert.ok(page(row).length > 0, row);
});

test('tidy: functions are told from classes, tables and lambdas', () => {
    const source = file('platform/base/a.cpp', 'namespace x {\nstruct A {\n    A(int a) : a_{a} {}\n    int a_;\n};\nint f() {\n    auto g = [](int b) {\n        if (b) {\n        }\n        return b;\n    };\n    return g(1);\n}\n}\n');
    assert.deepEqual(functionsOf(source).filter((f) => f.last > f.first).map((f) => [f.name, f.first, f.last]), [['int f()', 6, 13]]);
});

test('tidy: shellcheck and clang-format are asked', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'inzage-tidy-'));
    try {
        writeFileSync(path.join(dir, 'a.sh'), '#!/usr/bin/env bash\necho $1\n');
        writeFileSync(path.join(dir, 'a.cpp'), 'int   f( ) { return 1;}\n');
        writeFileSync(path.join(dir, '.clang-format'), 'BasedOnStyle: Google\n');
        const files = [file('a.sh', '#!/usr/bin/env bash\necho $1\n'), file('a.cpp', 'int   f( ) { return 1;}\n')];
        assert.equal(RULES['shell scripts pass shellcheck'](files, dir).length, 1);
        assert.equal(RULES['C++ is formatted'](files, dir).length, 1);
    } finally {
        rmSync(dir, { recursive: true });
    }
});

const tree = readTree(ROOT);
for (const [name, rule] of Object.entries(RULES)) {
    test(`the tree: ${name}`, () => {
        const found = rule(tree, ROOT).map(asLine);
        assert.equal(found.length, 0, `\n${found.join('\n')}`);
    });
}
