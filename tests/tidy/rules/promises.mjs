// What docs/promises.md says is so: each promise has its number and names tests, and the tests are there.
import { finding } from '../source.mjs';

const PAGE = 'docs/promises.md';

// `path`: title, as often as needed, with <br> between them.
export function testsOf(cell) {
    return cell.split('<br>').map((piece) => {
        const m = /^\s*`([^`]+)`: (.+?)\s*$/.exec(piece);
        return m ? { path: m[1], title: m[2] } : { wrong: piece.trim() };
    });
}

export function hasTest(file, title) {
    if (file.isCpp) {
        const [suite, name] = title.split('.');
        return new RegExp(`\\bTEST(?:_F|_P)?\\(${suite}, ${name}\\)`).test(file.text);
    }
    const text = file.text.replaceAll("\\'", "'");
    return [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => text.includes(quoted));
}

export function promises(files) {
    const page = files.find((f) => f.name === PAGE);
    if (page === undefined) return [];
    const byName = new Map(files.map((f) => [f.name, f]));
    const found = [];
    let number = 0;
    page.lines.forEach((text, index) => {
        const row = /^\| (\d+) \|([^|]*)\|([^|]*)\|$/.exec(text);
        if (row === null) {
            if (/^\|\s*\d/.test(text)) found.push(finding(page, index + 1, 'not a row of number, promise and tests'));
            return;
        }
        number += 1;
        if (Number(row[1]) !== number) found.push(finding(page, index + 1, `promise ${row[1]} should be number ${number}`));
        for (const { path, title, wrong } of testsOf(row[3])) {
            if (wrong !== undefined) found.push(finding(page, index + 1, `"${wrong}" is not \`path\`: title`));
            else if (!byName.has(path)) found.push(finding(page, index + 1, `there is no ${path}`));
            else if (!hasTest(byName.get(path), title)) found.push(finding(page, index + 1, `${path} has no test "${title}"`));
        }
    });
    if (number === 0) found.push(finding(page, 1, 'no promise in it'));
    return found;
}
