// Files of the repository as the rules see them.
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';

export class SourceFile {
    constructor(name, text) {
        this.name = name;
        this.text = text;
        this.lines = text.split('\n');
        this.isCpp = /\.(cpp|h|def)$/.test(name);
        this.isHeader = name.endsWith('.h');
    }

    // The text with comments blanked, and for `code` strings as well; line numbers stay.
    get uncommented() {
        return (this.uncommented_ ??= this.isCpp ? blank(this.text, { strings: false }) : this.text);
    }
    get code() {
        return (this.code_ ??= this.isCpp ? blank(this.text, { strings: true }) : this.text);
    }

    // "platform/agenda/x.cpp" is of the room "agenda"; undefined outside platform/.
    get room() {
        return /^platform\/([a-z_]+)\//.exec(this.name)?.[1];
    }

    lineOf(index) {
        let line = 1;
        for (let i = this.text.indexOf('\n'); i !== -1 && i < index; i = this.text.indexOf('\n', i + 1)) line += 1;
        return line;
    }

    // [{path, line}] of #include "…" and <…>.
    get includes() {
        return (this.includes_ ??= [...this.uncommented.matchAll(/^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)/gm)].map(
            (m) => ({ path: m[1] ?? m[2], own: m[1] !== undefined, line: this.lineOf(m.index) }),
        ));
    }

    // [{text, line}] of string literals, raw ones included.
    get literals() {
        return (this.literals_ ??= [
            ...this.uncommented.matchAll(/R"([a-z]*)\(([\s\S]*?)\)\1"|"((?:[^"\\\n]|\\.)*)"/g),
        ].map((m) => ({ text: m[2] ?? m[3] ?? '', line: this.lineOf(m.index) })));
    }
}

// Replaces comments (and the insides of strings) by spaces.
export function blank(text, { strings }) {
    const pattern = /R"([a-z]*)\([\s\S]*?\)\1"|"(?:[^"\\\n]|\\.)*"|(?<![0-9a-fA-F])'(?:[^'\\\n]|\\.){1,4}'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
    return text.replace(pattern, (piece) => {
        if (piece.startsWith('/')) return piece.replace(/[^\n]/g, ' ');
        if (!strings) return piece;
        return piece.replace(/[^\n"]/g, ' ');
    });
}

const BINARY = /\.(png|jpg|woff2?|ico|gz|pdf|zip)$/;

// Every file that git knows or would take.
export function readTree(root) {
    const names = execFileSync('git', ['-C', root, '-c', 'safe.directory=*', 'ls-files', '-z', '-co', '--exclude-standard'], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
    });
    return names
        .split('\0')
        .filter((name) => name !== '' && !BINARY.test(name))
        .filter((name) => existsSync(path.join(root, name)) && lstatSync(path.join(root, name)).isFile())
        .sort()
        .map((name) => new SourceFile(name, readFileSync(path.join(root, name), 'utf8')));
}

export const finding = (file, line, message) => ({ file: file.name ?? file, line, message });
