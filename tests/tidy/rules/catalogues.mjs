// A metric or event that operators are promised is also written by some program.
import { finding } from '../source.mjs';

const CATALOGUES = [
    { name: 'platform/observe/metric_catalogue.def', entry: /INZAGE_METRIC\((\w+), "/g, use: 'Metric' },
    { name: 'platform/observe/event_catalogue.def', entry: /INZAGE_EVENT\((\w+), /g, use: 'Event' },
];

export function usedCatalogues(files) {
    const code = files.filter((f) => /^(platform|admin|plugins)\/.*\.(cpp|h)$/.test(f.name));
    return CATALOGUES.flatMap(({ name, entry, use }) => {
        const catalogue = files.find((f) => f.name === name);
        if (catalogue === undefined) return [];
        return [...catalogue.uncommented.matchAll(entry)]
            .filter(([, id]) => !code.some((f) => new RegExp(`\\b${use}::${id}\\b`).test(f.uncommented)))
            .map((m) => finding(catalogue, catalogue.lineOf(m.index), `nothing uses ${use}::${m[1]}: write it or take it out`));
    });
}
