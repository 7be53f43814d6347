// The page keeps the token for this tab only, and talks to nothing but this origin.
const KEPT_ROWS = 500;
const RETRY_MS = 2000;
const HEALTH_MS = 5000;

const at = id => document.getElementById(id);
let token = sessionStorage.getItem('berth.token');
let stream = null;
let lastEventId = null;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function state(text, className = '') {
  at('state').textContent = text;
  at('state').className = className;
}

async function get(path, accept = 'application/json', signal) {
  const headers = {Authorization: `Bearer ${token}`, Accept: accept};
  if (accept === 'text/event-stream' && lastEventId) headers['Last-Event-ID'] = lastEventId;
  const answer = await fetch(path, {headers, signal, cache: 'no-store'});
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  const refusal = new Error(problem.detail || problem.title || `The console answered ${answer.status}.`);
  refusal.final = answer.status === 401 || answer.status === 403 || answer.status === 400 || answer.status === 422;
  throw refusal;
}

// Server-sent events by hand: EventSource cannot send an Authorization header.
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  let event = {data: []};
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    buffer += value;
    const lines = buffer.split(/\r\n|\n|\r(?!$)/);
    buffer = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (event.data.length) yield event;
        event = {data: []};
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const content = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') event.data.push(content);
      else if (field === 'id') event.id = content;
      else if (field === 'event') event.name = content;
    }
  }
}

function query() {
  const wanted = new URLSearchParams();
  if (at('type').value.trim()) wanted.set('type', at('type').value.trim());
  if (at('subject').value.trim()) wanted.set('subject', at('subject').value.trim());
  const minutes = Number(at('span').value);
  if (minutes) wanted.set('since', new Date(Date.now() - minutes * 60000).toISOString());
  return wanted;
}

async function follow() {
  if (stream) stream.abort();
  const mine = stream = new AbortController();
  lastEventId = null;
  at('events').replaceChildren();
  at('empty').hidden = false;
  const wanted = query();
  while (stream === mine && token) {
    try {
      state('Connecting…');
      const answer = await get(`v1/events?${wanted}`, 'text/event-stream', mine.signal);
      state('Live', 'live');
      for await (const event of events(answer.body)) {
        if (event.id) lastEventId = event.id;
        show(event);
      }
      state('The stream ended; connecting again…', 'lost');
    } catch (failure) {
      if (stream !== mine) return;
      state(failure.final ? failure.message : 'The console does not answer; trying again…', 'lost');
      if (failure.final) return;
    }
    await new Promise(resume => setTimeout(resume, RETRY_MS));
  }
}

function show(event) {
  const row = element('tr');
  const data = JSON.parse(event.data.join('\n'));
  if (event.name === 'gap') {
    row.className = 'gap';
    const cell = element('td', `Facts up to ${data.to} are gone (${data.reason}).`);
    cell.colSpan = 5;
    row.append(cell);
  } else {
    row.tabIndex = 0;
    row.append(
      element('td', new Date(data.time).toLocaleTimeString()),
      element('td', data.service),
      element('td', short(data.type)),
      element('td', data.subject || ''),
      element('td', JSON.stringify(data.data), 'details'));
    row.addEventListener('click', () => openTree(data.id));
    row.addEventListener('keydown', key => { if (key.key === 'Enter') openTree(data.id); });
  }
  at('empty').hidden = true;
  at('events').prepend(row);
  while (at('events').rows.length > KEPT_ROWS) at('events').lastElementChild.remove();
}

const short = type => type.replace(/^io\.berth\./, '').replace(/\.v\d+$/, '');

async function openTree(id) {
  try {
    const tree = await (await get(`v1/events/${encodeURIComponent(id)}/tree`)).json();
    at('tree-body').replaceChildren(
      element('p', `${tree.facts} facts${tree.truncated ? ' (the first of more)' : ''}`, 'quiet'), branch(tree.roots));
  } catch (failure) {
    at('tree-body').replaceChildren(element('p', failure.message));
  }
  if (!at('tree').open) at('tree').showModal();
}

function branch(nodes) {
  const list = element('ul');
  for (const node of nodes) {
    const item = element('li');
    item.append(
      element('span', `${new Date(node.event.time).toISOString().slice(11, 23)} `, 'quiet'),
      element('b', short(node.event.type)), ' ',
      element('span', node.event.data.name || node.event.subject || '', 'subject'));
    if (node.children.length) item.append(branch(node.children));
    list.append(item);
  }
  return list;
}

async function health() {
  if (!token) return;
  try {
    const services = await (await get('v1/services')).json();
    at('services').replaceChildren(...services.items.map(service => {
      const item = element('li');
      item.append(element('b', service.name), element('span', words(service), service.status));
      return item;
    }));
  } catch (failure) {
    at('services').replaceChildren(element('li', failure.message, 'quiet'));
  }
}

function words(service) {
  if (service.status === 'UP') return `up, ${service.latencyMs} ms`;
  if (service.status === 'UNREACHABLE') return 'does not answer';
  return `not well: ${service.failing.join(', ') || 'no reason given'}`;
}

function connected() {
  at('logout').hidden = !token;
  if (!token) return;
  follow();
  health();
}

at('login').addEventListener('submit', submitted => {
  submitted.preventDefault();
  token = at('token').value.trim();
  at('token').value = '';
  sessionStorage.setItem('berth.token', token);
  connected();
});

at('logout').addEventListener('click', () => {
  token = null;
  sessionStorage.removeItem('berth.token');
  if (stream) stream.abort();
  stream = null;
  at('events').replaceChildren();
  at('services').replaceChildren(element('li', 'Connect to see them.', 'quiet'));
  state('Not connected');
  connected();
});

at('filter').addEventListener('submit', submitted => {
  submitted.preventDefault();
  if (token) follow();
});

at('close').addEventListener('click', () => at('tree').close());
setInterval(health, HEALTH_MS);
connected();
