// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const query = new URLSearchParams(location.search);
const id = encodeURIComponent(query.get('order'));
const orders = `/v2/post_checkout/orders/${id}`;
const messages = `/v2/post_checkout/chat/${id}/messages`;
const $ = (name) => document.getElementById(name);

const STEPS = ['Placed', 'Shopping', 'Checkout', 'On the way', 'Delivered'];
const STATES = {
  brand_new: [0, 'We got your order'],
  acknowledged: [0, 'We got your order'],
  picking: [1, 'Shopping in progress'],
  verifying_replacements: [1, 'Review replacements'],
  checkout: [2, 'Shopping complete'],
  delivering: [3, 'Out for delivery'],
  delivered: [4, 'Delivered'],
};
const TILE = 256;
const NEAREST = 16;

let state = '';
let home = null;
let shopper = null;
let seenAt = 0;
let mapShown = '';

function set(element, text) {
  if (element.textContent !== text)
    element.textContent = text;
}

function make(tag, text, className) {
  const element = document.createElement(tag);
  element.textContent = text ?? '';
  element.className = className ?? '';
  return element;
}

// --- the order and its items

function showOrder(order) {
  const [step, headline] = STATES[order.workflow_state] ?? [0, 'In progress'];
  const day = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });
  const { window_starts_at: from, window_ends_at: to } = order.fulfillment_details;

  set($('headline'), headline);
  set($('slot'), `Today, ${day.formatRange(new Date(from), new Date(to))}`);
  $('steps').replaceChildren(...STEPS.map(
    (name, i) => make('li', name, i < step ? 'done' : i === step ? 'current' : '')));
  if (state !== order.workflow_state)
    enter(order.workflow_state, headline);
}

function enter(next, headline) {
  const first = state === '';

  state = next;
  set($('doing'), `Your shopper · ${headline}`);
  ask('handling', `${orders}/handling`, showHandling);
  if (last.items)
    showItems(JSON.parse(last.items)); // what is a question depends on the state
  for (const [name, kind] of Object.entries(KINDS))
    if (kind.wanted() ? !kind.timer : name === 'items' && !first)
      follow(name);
}

function decide(line, status) {
  fetch(`${orders}/items/${encodeURIComponent(line.id)}/replacement`,
        { method: 'PUT', body: JSON.stringify({ status }) });
}

function makeQuestion(line) {
  const card = makeItem(line, 'question');

  for (const [word, status] of [['Approve', 'APPROVED'], ['Refund', 'REJECTED']]) {
    const button = card.appendChild(make('button', word));

    button.onclick = () => decide(line, status);
  }
  return card;
}

function makeItem(line, className) {
  const shown = line.replacement ?? line.item;
  const row = make('article', '', className);
  const picture = document.createElement('img');
  const words = document.createElement('div');
  const amount = `${Number(shown.quantity)} ${shown.cost_unit.toLowerCase()}`;

  picture.src = shown.image_url;
  picture.alt = '';
  words.append(make('b', shown.name),
               make('small', line.replacement ? `for ${line.item.name} · ${amount}` : amount));
  row.append(picture, words);
  return row;
}

function isQuestion(line) {
  return line.status === 'REPLACED' && line.replacement_status === 'PENDING' &&
    STATES[state]?.[0] === 1;
}

function showItems({ line_items: lines }) {
  const groups = [['Still shopping', 'NOT_PICKED'], ['Found', 'FOUND'],
                  ['Replaced', 'REPLACED'], ['Refunded', 'TO_REFUND']];
  const parts = lines.filter(isQuestion).map(makeQuestion);

  for (const [name, status] of groups) {
    const rows = lines.filter((line) => line.status === status && !isQuestion(line));

    if (rows.length > 0)
      parts.push(make('h2', `${name} ${rows.length}`), ...rows.map((line) => makeItem(line)));
  }
  $('items').replaceChildren(...parts);
}

// --- the map: tiles of a whole zoom level around what is to be seen

function project({ latitude, longitude }, zoom) {
  const size = TILE * 2 ** zoom;
  const y = Math.log(Math.tan(Math.PI / 4 + latitude * Math.PI / 360)) / (2 * Math.PI);

  return [(longitude / 360 + 0.5) * size, (0.5 - y) * size];
}

function place(pin, position, left, top, zoom) {
  pin.hidden = !position;
  if (!position)
    return;

  const [x, y] = project(position, zoom);
  pin.style.left = `${Math.round(x - left)}px`;
  pin.style.top = `${Math.round(y - top)}px`;
}

function chooseZoom(width, height) {
  if (!shopper)
    return NEAREST;

  const [x1, y1] = project(home, 0);
  const [x2, y2] = project(shopper, 0);
  const fit = Math.min((width - 120) / Math.abs(x1 - x2), (height - 240) / Math.abs(y1 - y2));
  return Math.min(NEAREST, Math.max(2, Math.floor(Math.log2(fit))));
}

function makeTiles(left, top, width, height, zoom) {
  const tiles = [];

  for (let x = Math.floor(left / TILE); x * TILE < left + width; x++)
    for (let y = Math.floor(top / TILE); y * TILE < top + height; y++) {
      const tile = document.createElement('img');

      tile.src = `${query.get('server')}/tiles/${zoom}/${x}/${y}.png`;
      tile.style.cssText = `position: absolute; left: ${x * TILE - left}px;
                            top: ${y * TILE - top}px`;
      tiles.push(tile);
    }
  return tiles;
}

function showMap() {
  const { clientWidth: width, clientHeight: height } = $('map');
  const now = JSON.stringify([home, shopper, width, height]);

  if (!home || now === mapShown)
    return;

  const zoom = chooseZoom(width, height);
  const points = [home, shopper ?? home].map((position) => project(position, zoom));
  const left = Math.round((points[0][0] + points[1][0] - width) / 2);
  const top = Math.round((points[0][1] + points[1][1] - height) / 2 + 50);
  mapShown = now;
  $('tiles').replaceChildren(...makeTiles(left, top, width, height, zoom));
  place($('home-pin'), home, left, top, zoom);
  place($('shopper-pin'), shopper, left, top, zoom);
}

function showHandling(handling) {
  const { address_line_1: line, locality, administrative_area: area } = handling.address;
  const name = handling.shopper?.first_name ?? handling.shopper?.name;

  set($('address'), [line, locality, area].filter(Boolean).join(', '));
  set($('wishes'), [handling.dropoff_location, handling.instructions,
                    handling.alcoholic && 'ID checked at the door'].filter(Boolean).join(' · '));
  if (name)
    set($('doing'), `${name} · ${$('headline').textContent}`);
  home = handling.coordinates;
  showMap();
}

function showLocation({ coordinates }) {
  shopper = coordinates ?? null;
  showMap();
}

// As Tote does: told anew every five seconds, not every one.
function showAge() {
  const seconds = Math.floor((Date.now() - seenAt) / 5000) * 5;

  if (shopper)
    set($('seen'), seconds < 5 ? 'seen just now' : `seen ${seconds} s ago`);
}

// --- the chat

function showChat({ chat_messages: all }) {
  all.sort((a, b) => a.created_at < b.created_at ? -1 : 1);
  $('log').replaceChildren(...all.map(
    (message) => make('p', message.body, message.sender_type === 'user' ? 'mine' : '')));
  $('log').scrollTop = $('log').scrollHeight;
}

document.forms[0].onsubmit = (event) => {
  const [input] = event.target;

  event.preventDefault();
  fetch(messages, { method: 'POST', body: JSON.stringify({ body: input.value }) });
  input.value = '';
};

// --- asking: one request of a kind, each interval with a spread of 20 %

const shopping = () => STATES[state]?.[0] === 1;
const chatting = () => STATES[state]?.[0] >= 1 && state !== 'delivered';
const KINDS = {
  order: { path: orders, show: showOrder, seconds: () => state === 'brand_new' ? 60 : 15,
           wanted: () => state !== 'delivered' },
  items: { path: `${orders}/items`, show: showItems, seconds: () => 10, wanted: shopping },
  location: { path: `${orders}/location`, show: showLocation, seconds: () => 5,
              wanted: () => state === 'delivering' },
  chat: { path: messages, show: showChat, seconds: () => 5, wanted: chatting },
};
const last = {};

async function ask(name, path, show) {
  try {
    const answer = await fetch(path, { headers: { Accept: 'application/json' } });
    const text = answer.ok ? await answer.text() : last[name];

    if (name === 'location' && answer.ok)
      seenAt = Date.now();
    if (text !== last[name]) {
      last[name] = text;
      show(JSON.parse(text));
    }
  } catch (error) {
    console.log(error); // the next round asks again
  }
}

async function follow(name) {
  const kind = KINDS[name];

  if (kind.busy)
    return;

  clearTimeout(kind.timer);
  kind.busy = true;
  await ask(name, kind.path, kind.show);
  kind.busy = false;
  kind.timer = setTimeout(() => {
    kind.timer = 0;
    if (kind.wanted())
      follow(name);
  }, kind.seconds() * 1000 * (0.8 + 0.4 * Math.random()));
}

// What the second frame finds done has been drawn.
async function start() {
  await Promise.all([follow('order'), follow('items')]);
  requestAnimationFrame(() => requestAnimationFrame(() => fetch('/drawn', { method: 'POST' })));
  setInterval(showAge, 5000);
}

start();
