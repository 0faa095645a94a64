// What may not be written, each with what to write instead.
import { finding } from '../source.mjs';

const MAINS = /(^platform\/app\/|^admin\/ctl\/|(^|\/|_)main\.cpp$|^tests\/)/;
// response_writer: the Date header is the machine's time whatever the pages think. The adapters of tests leak on purpose.
const BANNED = [
    { pattern: /\bstd::(cout|cerr|clog)\b|\b(f|v|vf)?printf\s*\(|\b(f?puts|putchar)\s*\(/, except: new RegExp(`${MAINS.source}|^platform/observe/`), say: 'printing outside a main: report an event (platform/observe)' },
    { pattern: /(?<![\w.:])new\s+[\w:<]|(?<![\w.])new\s*\(/, except: /^tests\/(adapters|unit\/sync\/misbehaving)\//, say: 'raw new: use std::make_unique or a value' },
    { pattern: /(?<!=\s*)(?<![\w.])delete(\[\])?\s+[\w*(]/, except: null, say: 'raw delete: let an owner do it' },
    { pattern: /(?<![\w.>])(std::)?system\s*\(|\bpopen\s*\(/, except: null, say: 'a shell command: spawn the program with an argument list' },
    { pattern: /\b(strcpy|strcat|sprintf|gets|strtok)\s*\(/, except: null, say: 'unbounded C string call: use std::string' },
    { pattern: /(?<![\w.:>])(std::)?s?rand\s*\(/, except: null, say: 'rand(): use newToken() or a seeded std engine' },
    { pattern: /\bsystem_clock::now\s*\(|(?<![\w.:>])(std::)?time\s*\(\s*(nullptr|NULL|0|&)|\bgettimeofday\s*\(/, except: /^platform\/base\/clock\.cpp$|^platform\/http\/response_writer\.cpp$|^plugins\/fhir\/connection\.cpp$|^platform\/app\/|^admin\/ctl\/main\.cpp$|^tests\/|^admin\/demo_data\/main\.cpp$/, say: 'the time must be passed in (Clock&, UtcTime), so that tests can travel' },
];
export function bannedCalls(files) {
    const found = [];
    for (const file of files) {
        if (!file.isCpp) continue;
        file.code.split('\n').forEach((line, index) => {
            for (const rule of BANNED) {
                if (rule.pattern.test(line) && !rule.except?.test(file.name)) found.push(finding(file, index + 1, rule.say));
            }
            if (file.isHeader && /^\s*using\s+namespace\b(?!.*_literals;)/.test(line)) {
                found.push(finding(file, index + 1, 'using namespace in a header changes every file that includes it'));
            }
        });
    }
    return found;
}

// SQL stands beside its one caller: in a store, in platform/database, where records are taken in, and in the gate itself.
const SQL = /^\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\b|UPDATE\s+\w+(\s+AS)?\s+\w+\s+SET\b|DELETE\s+FROM\s|WITH\s+\w+\s*(\([^)]*\))?\s+AS\s|TRUNCATE\s|CREATE\s+(TEMP|TABLE|INDEX|UNIQUE|DATABASE|ROLE)|ALTER\s+(TABLE|ROLE)|COPY\s+\w+\s*\()/;
const SQL_PLACES = /_store\.(cpp|h)$|^platform\/database\/|^platform\/sync\/([a-z_]*_sql|ingest[a-z_]*|merger)\.(cpp|h)$|^platform\/access\/entrance\.cpp$|^tests\//;
export function sqlPlaces(files) {
    const found = [];
    for (const file of files) {
        if (!file.isCpp || SQL_PLACES.test(file.name)) continue;
        for (const literal of file.literals) {
            if (SQL.test(literal.text)) found.push(finding(file, literal.line, 'SQL outside a *_store.cpp'));
        }
    }
    return found;
}

// Statements take the time as a parameter.
export function sqlTime(files) {
    const found = [];
    for (const file of files) {
        if (!file.isCpp || !/^(platform|admin)\//.test(file.name)) continue;
        for (const literal of file.literals) {
            if (/\b(now\(\)|current_timestamp|clock_timestamp\(\)|current_date)/i.test(literal.text) && /\b(SELECT|WHERE|SET|VALUES|AND|INTERVAL)\b/.test(literal.text)) {
                found.push(finding(file, literal.line, 'a statement asks the database for the time; pass it in'));
            }
        }
    }
    return found;
}

// Personal data comes out of its wrapper only where it leaves for the person it belongs to, or goes into the database.
// `allowed` holds file names, in which * stands for any part of a name.
export function reveals(files, allowed) {
    const patterns = [...allowed].map(asPattern);
    const found = [];
    for (const file of files) {
        if (!mayReveal(file) || patterns.some((p) => p.test(file.name))) continue;
        file.code.split('\n').forEach((line, index) => {
            if (/[.>]reveal\s*\(/.test(line)) {
                found.push(finding(file, index + 1, 'reveal() here is not in tests/tidy/reveal.txt: personal data would leave its wrapper'));
            }
        });
    }
    return found;
}

// A permission that nobody uses any more is one too many.
export function staleReveals(files, allowed) {
    const using = files.filter((f) => mayReveal(f) && /[.>]reveal\s*\(/.test(f.code)).map((f) => f.name);
    return [...allowed]
        .filter((name) => !using.some((used) => asPattern(name).test(used)))
        .map((name) => finding('tests/tidy/reveal.txt', 1, `${name} no longer calls reveal()`));
}

const mayReveal = (file) => file.isCpp && /^(platform|admin|plugins)\//.test(file.name);
const asPattern = (name) => new RegExp(`^${name.replace(/[.+]/g, '\\$&').replace(/\*/g, '[^/]*')}$`);
