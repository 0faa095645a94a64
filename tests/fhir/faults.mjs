// What goes wrong with a source, on request.
//   server.faults.push({ path: /Observation/, times: 1, after: 0, … })     answered instead, so many times, after so many good ones:
//       status, retry_after      an error
//       delay_ms                 late, and then as always
//       cut                      the connection ends after so many bytes of an answer that promises more
//       text                     this body with 200
//       swallow                  it is done as always, and the answer is lost
//       expire                   all tokens end now, and then as always
//   server.lies = { … }        every bundle of a search:
//       cycle                    the last page's next link is the first page's
//       elsewhere                the next link goes to that origin
//       twice                    every entry stands there two times
//       extra                    further entries (objects or texts) on the first page
//       drop_updated             without meta.lastUpdated
export async function takeFault(server, request, response) {
    const fault = server.faults.find((f) => f.times !== 0 && f.path.test(request.url) && (f.method ?? request.method) === request.method);
    if (fault === undefined) return false;
    if (fault.after > 0) {
        fault.after -= 1;
        return false;
    }
    fault.times = (fault.times ?? 1) - 1;
    if (fault.expire) server.gate.expire();
    if (fault.delay_ms) await new Promise((resolve) => setTimeout(resolve, fault.delay_ms).unref());
    if (fault.swallow) Object.assign(response, { writeHead: () => response, write: () => true, end: () => response.destroy() });
    if (fault.status) {
        server.answer(response, fault.status, fault.text ?? { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'throttled', diagnostics: 'injected' }] }, {
            ...(fault.retry_after === undefined ? {} : { 'Retry-After': String(fault.retry_after) }),
            ...fault.headers,
        });
        return true;
    }
    if (fault.text !== undefined) {
        server.answer(response, 200, fault.text);
        return true;
    }
    if (fault.cut !== undefined) {
        response.writeHead(200, { 'Content-Type': 'application/fhir+json', 'Content-Length': fault.cut + 100_000 });
        response.write(`{"resourceType":"Bundle","type":"searchset","entry":[`.padEnd(fault.cut, ' '), () => response.destroy());
        return true;
    }
    return false;
}

export function breakBundle(server, bundle, url) {
    const { cycle, elsewhere, twice, extra, drop_updated } = server.lies;
    const next = bundle.link.find((l) => l.relation === 'next');
    const isFirst = !url.searchParams.has('_page');
    if (extra && isFirst && bundle.type === 'searchset') bundle.entry = [...bundle.entry, ...extra.filter((e) => typeof e === 'string' || e.resource.resourceType === url.pathname.split('/').pop())];
    if (twice) bundle.entry = bundle.entry.flatMap((e) => [e, e]);
    if (drop_updated) bundle.entry = bundle.entry.map((e) => ({ ...e, resource: { ...e.resource, meta: { ...e.resource?.meta, lastUpdated: undefined } } }));
    if (elsewhere && next) next.url = next.url.replace(server.origin, elsewhere);
    if (cycle && !isFirst) {
        bundle.link = bundle.link.filter((l) => l !== next);
        const from = new URL(bundle.link[0].url);
        from.searchParams.set('_from', '0');
        bundle.link.push({ relation: 'next', url: from.href });
    }
    return bundle;
}
