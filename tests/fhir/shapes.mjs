// The rows of docs/csv-format.md as FHIR R4 resources, in the shapes that docs/fhir-adapter.md describes: what a care-record
// system with the same records would give. nl-core profiles are named where they exist.
const NL_CORE = 'http://nictiz.nl/fhir/StructureDefinition/nl-core-';
const OWN = 'urn:inzage:fhir:';
const ROLE = 'urn:oid:2.16.840.1.113883.2.4.3.11.22.472';
const LOINC = {
    weight: ['29463-7', 'BodyWeight'], blood_pressure: ['85354-9', 'BloodPressure'], temperature: ['8310-5', 'BodyTemperature'], oxygen_saturation: ['2708-6', 'O2Saturation'],
    pulse: ['8867-4', 'HeartRate'], blood_sugar: ['14743-9'],
};

const given = (value) => value !== undefined && value !== '';
const yes = (value) => ['1', 'true', 'ja'].includes(value);
const number = (text) => Number(text);
// Leaves out what isn't there: FHIR knows no empty text, list or element.
export function tidy(value) {
    if (Array.isArray(value)) {
        const kept = value.map(tidy).filter((v) => v !== undefined);
        return kept.length > 0 ? kept : undefined;
    }
    if (value !== null && typeof value === 'object') {
        const kept = Object.entries(value).map(([k, v]) => [k, tidy(v)]).filter(([, v]) => v !== undefined);
        return kept.length > 0 ? Object.fromEntries(kept) : undefined;
    }
    return value === '' || value === null ? undefined : value;
}
const patient = (row) => ({ reference: `Patient/${row.client}` });
const textOnly = (text) => (given(text) ? { text } : undefined);
const coded = (system, code, text) => ({ coding: [{ system, code }], text });
const extension = (name, kind, value) => (given(value) ? { url: OWN + name, [`value${kind}`]: value } : undefined);
const profile = (name) => ({ profile: [NL_CORE + name] });
const resource = (type, row, more) => ({ resourceType: type, id: row.source_id, ...more });
const shown = (name, role) => ({ display: name || undefined, extension: [extension('role', 'String', role)] });

function humanName(row) {
    const own = (name, value) => (given(value) ? { url: `http://hl7.org/fhir/StructureDefinition/humanname-own-${name}`, valueString: value } : undefined);
    const names = [[row.given_name, 'CL'], [row.initials, 'IN']].filter(([name]) => given(name));
    return {
        use: 'official', family: [row.prefix, row.family_name].filter(given).join(' '), _family: { extension: [own('prefix', row.prefix), own('name', row.family_name)] }, prefix: [row.form_of_address],
        given: names.map(([name]) => name),
        _given: names.map(([, code]) => ({ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier', valueCode: code }] })),
    };
}
const telecom = (row) => [given(row.phone) && { system: 'phone', value: row.phone }, given(row.email) && { system: 'email', value: row.email }].filter(Boolean);
const quantity = (value, unit) => (given(value) ? { value: number(value), unit } : undefined);

function observation([row]) {
    const [code, name] = LOINC[row.kind_code] ?? [];
    const concept = code ? { coding: [{ system: 'http://loinc.org', code }], text: row.kind_label } : coded(`${OWN}measurement`, row.kind_code, row.kind_label);
    const range = { low: quantity(row.low, row.unit), high: quantity(row.high, row.unit) };
    const component = (loinc, value) => ({ code: { coding: [{ system: 'http://loinc.org', code: loinc }] }, valueQuantity: quantity(value, row.unit) });
    return resource('Observation', row, {
        meta: name && profile(name), status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }], code: concept,
        subject: patient(row), effectiveDateTime: row.taken_at, performer: [shown(row.author_name)], note: [textOnly(row.note)], referenceRange: [range],
        ...(given(row.value2) ? { component: [component('8480-6', row.value), component('8462-4', row.value2)] } : { valueQuantity: quantity(row.value, row.unit) }),
    });
}
function carePlan(rows) {
    const [row] = rows;
    const goals = rows.filter((r) => given(r.area) || given(r.wish) || given(r.agreement));
    return resource('CarePlan', row, {
        meta: profile('NursingIntervention'), identifier: [{ system: `${OWN}plan`, value: row.plan }], intent: 'plan', status: { draft: 'draft', active: 'active' }[row.status] ?? 'completed', title: row.title,
        subject: patient(row), period: { start: row.valid_from, end: row.valid_until },
        extension: [{ url: `${OWN}version`, valueInteger: Number(row.version) }, extension('signed', 'DateTime', row.signed_at)],
        contained: goals.map((g, i) => ({ resourceType: 'Goal', id: `doel-${i + 1}`, lifecycleStatus: 'active', category: [textOnly(g.area)], description: { text: g.wish || '-' }, subject: patient(row), target: given(g.review_on) ? [{ dueDate: g.review_on }] : [] })),
        goal: goals.map((g, i) => ({ reference: `#doel-${i + 1}` })),
        activity: goals.map((g, i) => ({ detail: { status: 'in-progress', description: g.agreement, goal: [{ reference: `#doel-${i + 1}` }], performer: [{ display: g.who }] } })),
    });
}
function questionnaireResponse(rows) {
    const [row] = rows;
    const answers = rows.filter((r) => given(r.question) || given(r.answer));
    return resource('QuestionnaireResponse', row, {
        status: 'completed', questionnaire: `urn:inzage:questionnaire:${encodeURIComponent(row.title)}`, _questionnaire: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/display', valueString: row.title }] },
        subject: patient(row), authored: row.filled_at, author: shown(row.author_name, row.author_role),
        item: [given(row.score) && { linkId: 'score', text: 'Score', answer: [{ valueDecimal: number(row.score) }] }, ...answers.map((r, i) => ({ linkId: String(i + 1), text: r.question, answer: [given(r.answer) && { valueString: r.answer }].filter(Boolean) }))].filter(Boolean),
    });
}
const communication = (row, category, more) =>
    resource('Communication', row, { status: 'completed', category: [coded(`${OWN}communication`, category)], subject: patient(row), payload: [{ contentString: row.body }], ...more });

// kind → a resource of the rows that belong together.
export const SHAPES = {
    client: ([row]) =>
        resource('Patient', { source_id: row.source_id }, {
            meta: profile('Patient'), identifier: [given(row.client_number) && { system: `${OWN}client-number`, value: row.client_number }, { system: 'http://fhir.nl/fhir/NamingSystem/bsn', value: '999911120' }].filter(Boolean),
            name: [humanName(row)], birthDate: row.birth_date, telecom: telecom(row), managingOrganization: { display: row.location },
            extension: [extension('ward', 'String', row.ward), yes(row.home_care) && { url: `${OWN}home-care`, valueBoolean: true }].filter(Boolean),
        }),
    care_episode: ([row]) =>
        resource('EpisodeOfCare', row, { meta: profile('EpisodeOfCare'), status: given(row.ends_on) ? 'finished' : 'active', type: [textOnly(row.kind)], patient: patient(row), period: { start: row.starts_on, end: row.ends_on }, extension: [extension('end-reason', 'String', row.reason)] }),
    report: ([row]) =>
        resource('DocumentReference', row, {
            status: yes(row.withdrawn) ? 'entered-in-error' : 'current', type: { coding: [{ system: 'http://loinc.org', code: '34746-8' }] }, category: [coded(`${OWN}report`, row.kind_code, row.kind_label)],
            subject: patient(row), date: row.happened_at, author: [shown(row.author_name, row.author_role)],
            content: [{ attachment: { contentType: 'text/plain; charset=utf-8', title: row.title, data: Buffer.from(row.body).toString('base64') } }],
        }),
    measurement: observation,
    questionnaire: questionnaireResponse,
    care_plan: carePlan,
    appointment: ([row]) =>
        resource('Appointment', row, {
            meta: row.visibility === 'private' ? { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } : undefined,
            status: yes(row.cancelled) ? 'cancelled' : 'booked', serviceCategory: [coded(`${OWN}appointment`, row.kind)], description: row.title, start: row.starts_at, end: row.ends_at, comment: row.note,
            participant: [{ actor: patient(row), status: 'accepted' }, (given(row.with_name) || given(row.with_role)) && { type: [textOnly(row.with_role)], actor: given(row.with_name) ? { type: 'Practitioner', display: row.with_name } : undefined, status: 'accepted' }, given(row.place) && { actor: { type: 'Location', display: row.place }, status: 'accepted' }].filter(Boolean),
        }),
    message: ([row]) =>
        communication(row, 'message', {
            partOf: [{ identifier: { system: `${OWN}conversation`, value: row.conversation } }], topic: textOnly(row.subject), sent: row.sent_at, inResponseTo: [given(row.in_reply_to) && { reference: `Communication/${row.in_reply_to}` }].filter(Boolean),
            sender: { type: yes(row.author_is_staff) ? 'Practitioner' : 'RelatedPerson', ...shown(row.author_name, row.author_role) },
        }),
    pinboard_post: ([row]) => communication(row, 'pinboard', { sent: row.posted_at, sender: shown(row.author_name) }),
    contact: ([row]) =>
        resource('RelatedPerson', row, {
            meta: profile('ContactPerson'), identifier: [given(row.person) && { system: `${OWN}person`, value: row.person }].filter(Boolean), patient: patient(row), name: [humanName(row)], telecom: telecom(row), address: [textOnly(row.address)],
            relationship: [textOnly(row.relation), yes(row.first_contact) && coded(ROLE, '01'), yes(row.legal_representative) && coded(ROLE, '24'), yes(row.portal_manager) && coded(`${OWN}role`, 'portal-manager')].filter(Boolean),
            extension: [yes(row.locked) && { url: `${OWN}locked`, valueBoolean: true }].filter(Boolean),
        }),
    // One team per client: its rows are the participants.
    care_team_member: (rows) => ({
        resourceType: 'CareTeam', id: `team-${rows[0].client}`, meta: profile('CareTeam'), status: 'active', subject: patient(rows[0]),
        participant: rows.map((row) => ({
            id: row.source_id.split('/').pop(), role: [textOnly(row.role), yes(row.is_own_carer) && coded(`${OWN}role`, 'own-carer'), yes(row.receives_messages) && coded(`${OWN}role`, 'receives-messages')].filter(Boolean),
            member: { type: 'Practitioner', display: row.name, extension: [extension('phone', 'String', row.phone)] },
        })),
    }),
};
const GROUPED_BY = { care_team_member: 'client' };

// The resources of a kind's rows, with the moment that the source changed them last.
export function* resourcesOf(kind, rows) {
    const by = GROUPED_BY[kind] ?? 'source_id';
    for (let from = 0; from < rows.length; ) {
        let to = from + 1;
        while (to < rows.length && rows[to][by] === rows[from][by]) to += 1;
        yield { resource: tidy(SHAPES[kind](rows.slice(from, to))), changed_at: rows[from].changed_at };
        from = to;
    }
}
