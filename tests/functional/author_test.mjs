// What docs/adapter-authors.md tells to type, from copying the template to a passing kit, works as it stands there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { ROOT } from '../harness/world.mjs';

const BUILD = process.env.INZAGE_BUILD ?? path.join(ROOT, 'build/release');
const home = mkdtempSync(path.join(os.tmpdir(), 'inzage-author-'));
after(() => rmSync(home, { recursive: true, force: true }));

const page = readFileSync(path.join(ROOT, 'docs/adapter-authors.md'), 'utf8');
// [{command, shown}] in the order of the page.
const commands = [...page.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block]) =>
    block
        .split(/^\$ /m)
        .slice(1)
        .map((one) => {
            const [command, ...shown] = one.trimEnd().split('\n');
            return { command, shown };
        }),
);
// The author's home is a folder of this test; compiled objects stay where they are kept for all.
const env = { ...process.env, HOME: home, CCACHE_DIR: process.env.CCACHE_DIR ?? path.join(os.homedir(), '.cache/ccache') };
function type(command) {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command.replaceAll('build/release', BUILD)], { cwd: ROOT, env, encoding: 'utf8' });
    return { status, text: stdout + stderr };
}
// The section that holds the stamp, and nothing else of the file.
const stampOf = (file) => {
    const bytes = path.join(home, 'stamp');
    assert.equal(spawnSync('objcopy', ['-O', 'binary', '--only-section=.inzage_stamp', file, bytes]).status, 0);
    return readFileSync(bytes, 'latin1');
};

test('every command of adapter-authors.md works, from copying the template to a passing kit', () => {
    assert.ok(commands.length >= 13, `${commands.length} commands`);
    for (const { command, shown } of commands) {
        const { status, text } = type(command);
        assert.equal(status, 0, `${command}:\n${text}`);
        for (const line of shown) assert.ok(text.includes(line), `${command}: no "${line}" in\n${text}`);
    }
});

test('an adapter gets the same stamp in the tree and out of it', () => {
    assert.equal(type('ninja -C build/release inzage_adapter_template').status, 0);
    const inside = stampOf(path.join(BUILD, 'plugins/template.so'));
    assert.match(inside, /^INZAGE-ADAPTER\0/);
    assert.equal(stampOf(path.join(home, 'acme/build/plugins/template.so')), inside);
});

test('the package is refused under another number than that of the SDK', () => {
    const lists = path.join(home, 'acme/CMakeLists.txt');
    const { status, text } = type(
        `sed -i 's/InzageAdapterSdk 1 EXACT/InzageAdapterSdk 2 EXACT/' ${lists} && cmake -S ~/acme -B ~/other -G Ninja -DCMAKE_PREFIX_PATH=$HOME/inzage-sdk`,
    );
    assert.notEqual(status, 0);
    assert.match(text, /InzageAdapterSdkConfig\.cmake, version: 1/);
});
