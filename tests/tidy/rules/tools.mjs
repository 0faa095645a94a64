// What shellcheck and clang-format say.
import { spawnSync } from 'node:child_process';

import { finding } from '../source.mjs';

const isShell = (file) => /\.sh$/.test(file.name) || /^#!\/(usr\/bin\/env bash|bin\/(ba)?sh)/.test(file.text);

export function shellScripts(files, root) {
    const scripts = files.filter(isShell);
    if (scripts.length === 0) return [];
    const run = spawnSync('shellcheck', ['-x', '-f', 'gcc', '-S', 'style', ...scripts.map((f) => f.name)], { cwd: root, encoding: 'utf8' });
    if (run.error) return [finding('tests/tidy', 1, `shellcheck can't be run: ${run.error.message}`)];
    return outputLines(run.stdout, /^([^:]+):(\d+):\d+: (?:\w+): (.*)$/);
}

export function clangFormat(files, root) {
    const sources = files.filter((f) => /\.(cpp|h)$/.test(f.name)).map((f) => f.name);
    if (sources.length === 0) return [];
    const run = spawnSync('clang-format', ['--dry-run', '--ferror-limit=1', '--style=file', ...sources], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
    if (run.error) return [finding('tests/tidy', 1, `clang-format can't be run: ${run.error.message}`)];
    const found = outputLines(run.stderr, /^([^:\s]+):(\d+):\d+: warning: (code should be clang-formatted)/);
    // One line per file is enough.
    return [...new Map(found.map((f) => [f.file, f])).values()];
}

function outputLines(text, pattern) {
    return text
        .split('\n')
        .map((line) => pattern.exec(line))
        .filter(Boolean)
        .map((m) => finding(m[1], Number(m[2]), m[3]));
}
