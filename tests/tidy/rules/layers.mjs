// Who may include whom. The order of the rooms stands in platform/CMakeLists.txt and nowhere else.
import { finding } from '../source.mjs';

export function roomOrder(files) {
    const list = files.find((f) => f.name === 'platform/CMakeLists.txt');
    const rooms = /foreach\(room\s+([\sa-z_]+)\)/.exec(list?.text ?? '')?.[1].trim().split(/\s+/) ?? [];
    return new Map(rooms.map((room, index) => [room, index]));
}

// A room includes only rooms that stand before it; CMake's DEPENDS says the same.
export function layers(files) {
    const order = roomOrder(files);
    const found = [];
    const judge = (file, line, room, other) => {
        if (room === other) return;
        if (!order.has(other)) {
            found.push(finding(file, line, `room ${other} is not in the order of platform/CMakeLists.txt`));
        } else if (order.get(other) > order.get(room)) {
            found.push(finding(file, line, `room ${room} uses ${other}, which stands above it; turn the dependency round`));
        }
    };
    for (const file of files) {
        const room = file.room;
        if (room === undefined) continue;
        if (!order.has(room)) {
            found.push(finding(file, 1, `room ${room} is not in the order of platform/CMakeLists.txt`));
            continue;
        }
        if (file.isCpp) {
            for (const include of file.includes) {
                const other = /^platform\/([a-z_]+)\//.exec(include.path)?.[1];
                if (other !== undefined) judge(file, include.line, room, other);
            }
        } else if (file.name.endsWith('CMakeLists.txt')) {
            for (const m of file.text.matchAll(/DEPENDS([^)]*)/g)) {
                for (const other of m[1].matchAll(/\binzage_([a-z_]+)/g)) {
                    if (other[1] !== 'sdk') judge(file, file.lineOf(m.index), room, other[1]);
                }
            }
        }
    }
    return found;
}

// A store is its own feature's business.
export function foreignStores(files) {
    const found = [];
    for (const file of files) {
        if (!file.isCpp || !file.name.startsWith('platform/')) continue;
        for (const include of file.includes) {
            const m = /^(platform\/[a-z_]+)\/.*_store\.h$/.exec(include.path);
            if (m && !file.name.startsWith(`${m[1]}/`)) {
                found.push(finding(file, include.line, `${include.path} is another room's store; ask that room through its own header`));
            }
        }
    }
    return found;
}

// Adapters see the SDK and themselves; the platform sees of plugins/ only the SDK, and only where adapters are run.
export function pluginWall(files) {
    const found = [];
    for (const file of files) {
        if (!file.isCpp) continue;
        const plugin = /^plugins\/([a-z_]+)\//.exec(file.name)?.[1];
        for (const include of file.includes) {
            if (plugin !== undefined && /^(platform|admin|tests)\//.test(include.path)) {
                found.push(finding(file, include.line, `an adapter may not include ${include.path}; the SDK is all it has`));
            }
            const other = /^plugins\/([a-z_]+)\//.exec(include.path)?.[1];
            if (other === undefined) continue;
            if (plugin !== undefined && other !== 'sdk' && other !== plugin) {
                found.push(finding(file, include.line, `adapter ${plugin} includes adapter ${other}`));
            }
            if (file.room !== undefined && (other !== 'sdk' || !['adapter_host', 'sync', 'app'].includes(file.room))) {
                found.push(finding(file, include.line, `${include.path}: only adapter_host, sync and app know the SDK`));
            }
        }
    }
    return found;
}

const LIBRARY_ROOMS = [
    { include: /^pqxx\b/, where: /^platform\/database\//, say: 'pqxx outside platform/database: add a function to its headers' },
    { include: /^yaml-cpp\//, where: /^platform\/(config|views)\//, say: 'yaml-cpp outside platform/config and platform/views' },
    { include: /^ctemplate\//, where: /^platform\/views\//, say: 'ctemplate outside platform/views' },
    { include: /^prometheus\//, where: /^platform\/observe\//, say: 'prometheus-cpp outside platform/observe: add to its metric catalogue' },
];
export function libraryRooms(files) {
    const found = [];
    for (const file of files) {
        if (!file.isCpp || !/^(platform|admin|plugins)\//.test(file.name)) continue;
        for (const include of file.includes) {
            for (const rule of LIBRARY_ROOMS) {
                if (rule.include.test(include.path) && !rule.where.test(file.name)) found.push(finding(file, include.line, rule.say));
            }
        }
    }
    return found;
}

// A header that pulls in a big library is for its own folder only. adapter_entry.h has to name Poco's ClassLoader.
const HEAVY = /^(Poco\/|pqxx\b|yaml-cpp\/|nlohmann\/json\.hpp|curl\/|gtest\/|ctemplate\/|prometheus\/|phonenumbers\/)/;
export function heavyHeaders(files) {
    const heavy = new Set(files.filter((f) => f.isHeader && f.name !== 'plugins/sdk/adapter_entry.h' && f.includes.some((i) => HEAVY.test(i.path))).map((f) => f.name));
    const found = [];
    for (const file of files) {
        if (!file.isCpp || !/^(platform|admin|plugins)\//.test(file.name)) continue;
        for (const include of file.includes) {
            const folder = include.path.slice(0, include.path.lastIndexOf('/') + 1);
            if (heavy.has(include.path) && !file.name.startsWith(folder)) {
                found.push(finding(file, include.line, `${include.path} pulls in a big library; it is for ${folder} only`));
            }
        }
    }
    return found;
}
