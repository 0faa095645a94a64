// Medplum's packages are made for a browser or a newer Node: what Node 20 lacks. Import this before them.
globalThis.WebSocket ??= class {};
Promise.withResolvers ??= function withResolvers() {
    const made = {};
    made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
};
