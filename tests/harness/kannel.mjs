// Kannel for tests: bearerbox, smsbox and the operator of its own test tools (fakesmsc), on loopback ports of their own.
//   const kannel = await Kannel.start();    kannel.settings: what a tenant's delivery.sms says of it
//   kannel.messages()                       [{from, to, text}] as they came to the operator
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort, until } from './world.mjs';

export const PASSWORD = 'kannel-geheim-4711';

export class Kannel {
    static async start() {
        const kannel = new Kannel();
        kannel.dir = mkdtempSync(path.join(process.env.INZAGE_TEST_DIR ?? tmpdir(), 'inzage-kannel-'));
        const ports = [];
        while (ports.length < 4) ports.push(await freePort());
        [kannel.adminPort, kannel.boxPort, kannel.operatorPort, kannel.sendPort] = ports;
        kannel.writeSettings();
        kannel.running = new Map();
        kannel.heard = '';
        await kannel.startAll();
        return kannel;
    }

    // Access logs stay off: they hold whole texts. What it takes over is kept in files, so that nothing is lost with it.
    writeSettings() {
        writeFileSync(
            path.join(this.dir, 'kannel.conf'),
            `group = core
admin-port = ${this.adminPort}
admin-interface = 127.0.0.1
admin-password = ${PASSWORD}
smsbox-port = ${this.boxPort}
smsbox-interface = 127.0.0.1
store-type = file
store-location = "${this.dir}/store"
dlr-storage = internal

group = smsc
smsc = fake
smsc-id = fake
our-host = 127.0.0.1
port = ${this.operatorPort}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${this.boxPort}
sendsms-port = ${this.sendPort}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = portaal
password = ${PASSWORD}
max-messages = 10
concatenation = true
`,
            { mode: 0o600 },
        );
    }

    async startAll() {
        this.launch('bearerbox', '/usr/sbin/bearerbox', ['-v', '3', path.join(this.dir, 'kannel.conf')]);
        await until('bearerbox', () => this.answers(this.adminPort, `/status?password=${PASSWORD}`));
        this.launch('smsbox', '/usr/sbin/smsbox', ['-v', '3', path.join(this.dir, 'kannel.conf')]);
        this.launch('operator', '/usr/lib/kannel/test/fakesmsc', ['-H', '127.0.0.1', '-r', String(this.operatorPort), '-m', '0', '31600000000 31611111111 text x']);
        await until('smsbox', () => this.answers(this.sendPort, '/cgi-bin/sendsms'));
        await until('the operator', async () => /fake[^\n]*online/.test(await this.answers(this.adminPort, `/status.txt?password=${PASSWORD}`)));
    }

    launch(name, program, words) {
        const child = spawn(program, words, { cwd: this.dir, stdio: ['ignore', 'ignore', name === 'operator' ? 'pipe' : 'ignore'] });
        child.stderr?.on('data', (chunk) => (this.heard += chunk));
        this.running.set(name, child);
    }

    async answers(port, address) {
        try {
            return await (await fetch(`http://127.0.0.1:${port}${address}`)).text();
        } catch {
            return '';
        }
    }

    get settings() {
        return `gateway: kannel\nendpoint: http://127.0.0.1:${this.sendPort}/cgi-bin/sendsms\nuser: portaal\n`;
    }

    // As fakesmsc shows them: "Got message 1: <De Beyart +31612345678 text Uw code is 123456>".
    messages() {
        return [...this.heard.matchAll(/Got message \d+: <(.*?) (\+?\d+) (text|ucs2|udh\S*) (.*)>/g)].map(([, from, to, type, text]) => ({ from, to, type, text }));
    }

    async end(name, signal = 'SIGKILL') {
        const child = this.running.get(name);
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill(signal);
        await gone;
    }

    async stop() {
        for (const name of ['operator', 'smsbox', 'bearerbox']) await this.end(name);
        rmSync(this.dir, { recursive: true, force: true });
    }
}
