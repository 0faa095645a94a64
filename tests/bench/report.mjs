// Numbers and the table.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

export const quantile = (sorted, q) => sorted[Math.floor(q * (sorted.length - 1))] ?? 0;
export const median = (values) => quantile([...values].sort((a, b) => a - b), 0.5);
export const number = (value, digits = 0) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

// Middle, and the range when there was more than one round.
export function ratio(values) {
    const text = median(values).toFixed(2);
    return values.length < 2 ? text : `${text} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
}

export function machine() {
    const model = /model name\s*:\s*(.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? os.arch();
    return `${os.cpus().length} cores (${model}), ${Math.round(os.totalmem() / 2 ** 30)} GB`;
}

export function commit(root) {
    try {
        return execFileSync('git', ['-C', root, 'describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
    } catch {
        return 'unknown';
    }
}

export function table(rows) {
    const cells = rows.map((r) => [r.name, r.ratio, r.aim, r.ours, r.theirs]);
    const head = ['', 'ratio', 'aim', 'Inzage', 'beside it'];
    const line = (list) => `| ${list.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...cells.map(line)].join('\n');
}

export function notes(rows) {
    return rows.map((r) => `- **${r.name}**: ${r.beside.join('; ')}.`).join('\n');
}
