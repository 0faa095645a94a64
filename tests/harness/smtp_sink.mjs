// A mail server that keeps what it takes and can be told to refuse: AUTH, STARTTLS, 4xx, 5xx. No relay.
//   const sink = await SmtpSink.start({certificate});   {key, cert} in PEM: offers STARTTLS
//   sink.mails        [{from, to, data, secure, user}]
//   sink.refuseNext(['451 4.3.0 later', …])             answers of the next RCPTs
import net from 'node:net';
import tls from 'node:tls';

export class SmtpSink {
    constructor({ certificate, users = {}, requireAuth = true }) {
        Object.assign(this, { certificate, users, requireAuth });
        this.mails = [];
        this.recipientsSeen = 0;
        this.answers = [];
        this.sockets = new Set();
    }

    static async start(options = {}) {
        const sink = new SmtpSink(options);
        await sink.listen(0);
        return sink;
    }

    listen(port) {
        this.server = net.createServer((socket) => {
            this.sockets.add(socket);
            socket.on('close', () => this.sockets.delete(socket));
            this.talk(socket, { secure: false });
            socket.write('220 sink.example.nl ESMTP\r\n');
        });
        return new Promise((resolve) =>
            this.server.listen(port, '127.0.0.1', () => {
                this.port = this.server.address().port;
                resolve();
            }),
        );
    }

    refuseNext(answers) {
        this.answers.push(...answers);
    }

    talk(socket, state) {
        let waiting = '';
        let mail = {};
        socket.on('error', () => {});
        const onData = (chunk) => {
            waiting += chunk.toString('latin1');
            for (;;) {
                const end = mail.inData ? waiting.indexOf('\r\n.\r\n') : waiting.indexOf('\r\n');
                if (end < 0) return;
                const piece = waiting.slice(0, end);
                waiting = waiting.slice(end + (mail.inData ? 5 : 2));
                if (mail.inData) {
                    const data = Buffer.from(piece.replaceAll('\r\n..', '\r\n.'), 'latin1').toString('utf8');
                    this.mails.push({ from: mail.from, to: mail.to, data, secure: state.secure, user: state.user });
                    mail = {};
                    socket.write('250 2.0.0 taken\r\n');
                    continue;
                }
                if (/^STARTTLS$/i.test(piece) && this.certificate) {
                    socket.write('220 2.0.0 go on\r\n');
                    socket.removeListener('data', onData);
                    const secure = new tls.TLSSocket(socket, { isServer: true, ...this.certificate });
                    this.talk(secure, { secure: true });
                    return;
                }
                socket.write(`${this.answer(piece, state, mail)}\r\n`);
            }
        };
        socket.on('data', onData);
    }

    answer(line, state, mail) {
        const word = line.split(' ')[0].toUpperCase();
        const offers = [...(this.certificate && !state.secure ? ['STARTTLS'] : []), ...(state.secure || !this.certificate ? ['AUTH PLAIN LOGIN'] : []), 'SMTPUTF8', '8BITMIME'];
        if (state.login !== undefined) return this.loginStep(line, state);
        if (word === 'EHLO') return ['250-sink.example.nl', ...offers.map((o, i) => `250${i === offers.length - 1 ? ' ' : '-'}${o}`)].join('\r\n');
        if (word === 'HELO' || word === 'NOOP' || word === 'RSET') return '250 2.0.0 ok';
        if (word === 'QUIT') return '221 2.0.0 bye';
        if (word === 'AUTH') return this.auth(line, state);
        if (word === 'MAIL') {
            if (this.requireAuth && !state.user) return '530 5.7.0 Authentication required';
            mail.from = /<([^>]*)>/.exec(line)[1];
            mail.to = [];
            return '250 2.1.0 ok';
        }
        if (word === 'RCPT') {
            this.recipientsSeen += 1;
            const next = this.answers.shift();
            if (next) return next;
            mail.to.push(/<([^>]*)>/.exec(line)[1]);
            return '250 2.1.5 ok';
        }
        if (word === 'DATA') {
            if (!mail.to?.length) return '503 5.5.1 no recipient';
            mail.inData = true;
            return '354 go on';
        }
        return '502 5.5.2 unknown';
    }

    auth(line, state) {
        const [, kind, first] = line.split(' ');
        if (kind.toUpperCase() === 'PLAIN' && first) return this.check(...Buffer.from(first, 'base64').toString().split('\0').slice(1), state);
        state.login = { kind: kind.toUpperCase(), words: [] };
        return kind.toUpperCase() === 'PLAIN' ? '334 ' : '334 VXNlcm5hbWU6';
    }
    loginStep(line, state) {
        const { kind, words } = state.login;
        words.push(Buffer.from(line, 'base64').toString());
        if (kind === 'LOGIN' && words.length < 2) return '334 UGFzc3dvcmQ6';
        state.login = undefined;
        return kind === 'PLAIN' ? this.check(...words[0].split('\0').slice(1), state) : this.check(words[0], words[1], state);
    }
    check(user, password, state) {
        if (this.users[user] !== password) return '535 5.7.8 wrong';
        state.user = user;
        return '235 2.7.0 welcome';
    }

    async stop() {
        for (const socket of this.sockets) socket.destroy();
        await new Promise((resolve) => this.server.close(resolve));
    }
}
