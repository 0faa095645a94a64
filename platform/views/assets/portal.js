// Only improves pages that work without it: show a password, read aloud, tell of a new message. Nothing moves or changes by itself.
'use strict';

// <div class="iz-password"><input …><button data-show-password[="held"] data-hide="Verberg" hidden>…<span>Toon</span></button></div>
for (const button of document.querySelectorAll('[data-show-password]')) {
  const field = button.parentElement.querySelector('input');
  const word = button.querySelector('span') ?? button;
  const shown = word.textContent;
  const show = (visible) => {
    field.type = visible ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(visible));
    if (button.dataset.hide) word.textContent = visible ? button.dataset.hide : shown;
  };
  button.hidden = false;
  if (button.dataset.showPassword === 'held') {
    for (const event of ['pointerdown', 'keydown'])
      button.addEventListener(event, (e) => { if (e.type !== 'keydown' || e.key === ' ' || e.key === 'Enter') show(true); });
    for (const event of ['pointerup', 'pointerleave', 'pointercancel', 'keyup', 'blur']) button.addEventListener(event, () => show(false));
  } else {
    button.addEventListener('click', () => show(field.type === 'password'));
  }
  field.form?.addEventListener('submit', () => show(false));
}

// The header's <button data-read-aloud data-stop="Stop met voorlezen" hidden>…<span>Lees voor</span></button> reads the
// page; the same button in a <div data-read-aloud hidden> reads the article around it.
if ('speechSynthesis' in window) {
  for (const box of document.querySelectorAll('[data-read-aloud]')) {
    const button = box.matches('button') ? box : box.querySelector('button');
    const word = button.querySelector('span');
    const start = word.textContent;
    const done = () => { word.textContent = start; };
    box.hidden = false;
    button.addEventListener('click', () => {
      if (speechSynthesis.speaking) {
        speechSynthesis.cancel();
        done();
        return;
      }
      const source = box.closest('article') ?? document.querySelector('main');
      const copy = source.cloneNode(true);
      copy.querySelectorAll('button, svg, nav, form, [hidden]').forEach((part) => part.remove());
      const speech = new SpeechSynthesisUtterance(copy.textContent.replace(/\s+/g, ' ').trim());
      speech.lang = document.documentElement.lang;
      speech.rate = 0.9;
      speech.onend = done;
      word.textContent = button.dataset.stop;
      speechSynthesis.speak(speech);
    });
  }
  addEventListener('pagehide', () => speechSynthesis.cancel());
}

// Signing out for want of use is announced, and the page of who went away does not stay on the screen, unless something
// was typed into it. Other tabs of this portal count as use.
const idle = document.querySelector('[data-idle]');
if (idle) {
  const [KEY, LOOK_EVERY_MS] = ['inzage-seen', 5000];
  const words = idle.querySelector('[role="alert"]');
  const after = (name) => Number(idle.dataset[name]) * 1000;
  let seen = Date.now();
  let typed = false;
  const here = () => {
    seen = Date.now();
    try {
      localStorage.setItem(KEY, String(seen));
    } catch {
      // A browser that keeps nothing: each tab counts for itself.
    }
  };
  const look = () => {
    const away = Date.now() - seen;
    const over = away >= after('overAfterS');
    if (over && !typed) location.replace(`/inloggen?terug=${encodeURIComponent(location.pathname + location.search)}`);
    const text = over ? words.dataset.over : away >= after('warnAfterS') ? words.dataset.text : '';
    if (text === words.textContent) return;
    idle.hidden = text === '';
    words.textContent = text;
  };
  idle.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch('/start', { method: 'HEAD', redirect: 'manual' }).catch(() => undefined);
    if (answer?.ok) here();
    else if (answer) seen = 0;
    look();
  });
  document.querySelector('main')?.addEventListener('input', () => { typed = true; });
  addEventListener('storage', (e) => { if (e.key === KEY) seen = Math.max(seen, Number(e.newValue)); });
  for (const event of ['pageshow', 'visibilitychange']) addEventListener(event, look);
  setInterval(look, LOOK_EVERY_MS);
  here();
}

// A form that a passkey answers: <form data-passkey="get|create" data-challenge data-party …> with hidden fields. Its
// button is shown only where the browser knows passkeys; pressing it asks the device, and then sends the form.
const passkeyForm = document.querySelector('form[data-passkey]');
if (passkeyForm && window.PublicKeyCredential && navigator.credentials) {
  const asBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const asText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const { passkey, challenge, party, partyName, user, userName, known } = passkeyForm.dataset;
  const stopped = passkeyForm.querySelector('[data-passkey-stopped]');
  const ask = {
    get: () => navigator.credentials.get({ publicKey: { challenge: asBytes(challenge), rpId: party, userVerification: 'required' } }),
    create: () =>
      navigator.credentials.create({
        publicKey: {
          challenge: asBytes(challenge),
          rp: { id: party, name: partyName },
          user: { id: new TextEncoder().encode(user), name: userName, displayName: userName },
          pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          excludeCredentials: (known ?? '').split(' ').filter(Boolean).map((id) => ({ type: 'public-key', id: asBytes(id) })),
        },
      }),
  }[passkey];
  const answer = async () => {
    const credential = await ask();
    const said = credential.response;
    const fields = {
      sleutel: credential.rawId,
      browser: said.clientDataJSON,
      bewijs: said.authenticatorData ?? said.getAuthenticatorData(),
      handtekening: said.signature ?? new ArrayBuffer(0),
      houder: said.userHandle ?? new ArrayBuffer(0),
    };
    for (const [name, bytes] of Object.entries(fields)) passkeyForm.elements[name].value = asText(bytes);
    passkeyForm.submit();
  };
  passkeyForm.querySelector('[type="submit"]').hidden = false;
  passkeyForm.querySelector('[data-without-passkey]').hidden = true;
  passkeyForm.addEventListener('submit', (event) => {
    event.preventDefault();
    stopped.hidden = true;
    answer().catch(() => { stopped.hidden = false; });
  });
}

// An open list of messages or conversation asks now and then whether something new arrived: less often while nothing does,
// not at all while nobody looks. It says so in one line; what is new is fetched by pressing, and what was typed stays.
const news = document.querySelector('[data-news]');
if (news) {
  const [FIRST_S, LAST_S] = [20, 120];
  const [words, show] = [news.querySelector('[role="status"]'), news.querySelector('a')];
  let wait_s = FIRST_S;
  let timer;
  const later = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, wait_s * 1000);
  };
  const tell = (text, more) => {
    if (words.textContent !== text) words.textContent = text;
    show.hidden = !more;
    news.classList.toggle('is-on', text !== '');
  };
  const ask = async () => {
    wait_s = Math.min(wait_s * 1.2, LAST_S);
    const answer = await fetch(news.dataset.news, { redirect: 'manual' }).catch(() => undefined);
    if (answer?.status === 200) {
      const { fresh } = await answer.json();
      tell(fresh === 1 ? news.dataset.one : news.dataset.more.replace('#', fresh), true);
    } else if (answer && answer.status !== 204 && answer.status < 500 && answer.status !== 429) {
      tell(news.dataset.over, true); // the right is gone or the session over: the page itself says which
      return;
    }
    later();
  };
  show.addEventListener('click', async (event) => {
    const place = document.querySelector('[data-news-place]');
    event.preventDefault();
    const answer = await fetch(show.href).catch(() => undefined);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
    const fresh = page?.querySelector('[data-news-place]');
    if (!fresh) {
      location.assign(show.href);
      return;
    }
    place.replaceChildren(...fresh.childNodes);
    news.dataset.news = page.querySelector('[data-news]').dataset.news;
    tell('', false);
    place.tabIndex = -1;
    place.focus();
    wait_s = FIRST_S;
    later();
  });
  addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (!document.hidden) ask();
  });
  later();
}
