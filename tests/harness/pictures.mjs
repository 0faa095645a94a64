// Pictures and forms with files, made for a test.
import { randomBytes } from 'node:crypto';
import zlib from 'node:zlib';

function chunk(type, data) {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(zlib.crc32 ? zlib.crc32(body) : crc32(body), body.length + 4);
    return out;
}
function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) {
        crc ^= byte;
        for (let i = 0; i < 8; i += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
}

// A grey PNG; noise: pixels that don't compress, note: words that stand in it beside the picture.
export function png({ width = 64, height = 48, noise = false, note = '' } = {}) {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.writeUInt8(noise ? 8 : 1, 8); // bits of a pixel
    const row = noise ? width + 1 : Math.ceil(width / 8) + 1;
    const pixels = Buffer.alloc(row * height);
    if (noise) {
        randomBytes(pixels.length).copy(pixels);
        for (let y = 0; y < height; y += 1) pixels[y * row] = 0;
    }
    return Buffer.concat([
        Buffer.from('89504e470d0a1a0a', 'hex'),
        chunk('IHDR', head),
        ...(note ? [chunk('tEXt', Buffer.from(`Comment\0${note}`, 'latin1'))] : []),
        chunk('IDAT', zlib.deflateSync(pixels, { level: noise ? 0 : 9 })),
        chunk('IEND', Buffer.alloc(0)),
    ]);
}

// What a browser sends for a form with files: fields {name: text}, files [{field, name, content}].
export function multipart(fields, files = []) {
    const boundary = `----InzageTest${randomBytes(8).toString('hex')}`;
    const parts = [];
    for (const [name, value] of Object.entries(fields)) parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    for (const { field, name, content } of files)
        parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`, content, '\r\n');
    parts.push(`--${boundary}--\r\n`);
    return { body: Buffer.concat(parts.map((p) => Buffer.from(p))), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

// Sends it as a page of the portal would.
export function upload(client, path, fields, files) {
    const { body, headers } = multipart(fields, files);
    return client.request('POST', path, { body, headers: { ...headers, origin: `http://${client.host}` } });
}
