#!/usr/bin/env node
// Makes docs/images/start.png for the README from the portal that deploy/quickstart started:
//   node tests/e2e/picture.mjs [tenant]
import path from 'node:path';

import { ROOT, World } from '../harness/world.mjs';
import { launch, signIn, visitor } from './browser.mjs';

const tenant = process.argv[2] ?? 'zuyderland';
// The demo's clock is the machine's: only a few pictures in ten minutes.
const world = new World({ dir: ROOT, portalPort: 8080, opsPort: 8081, tenants: [tenant] });
world.makeRoomForSms = () => {};
const browser = await launch();
const { page, close } = await visitor(browser, { width: 1280 });
await signIn(world, page, tenant);
await page.screenshot({ path: path.join(ROOT, 'docs/images/start.png') });
await close();
await browser.close();
