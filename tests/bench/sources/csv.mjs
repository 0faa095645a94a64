// The drop itself: nothing to do but to write it.
export const csv = {
    name: 'csv',
    aim: 0.5,
    settings: undefined, // those of tenants/template
    exact: true,
    sync_words: [],
    async open() {
        return { async fill() {}, async close() {} };
    },
};
