'use strict';
(() => {
  // Every text is set as text, never as markup: names and messages come from others.
  const data = JSON.parse(document.getElementById('data').textContent);
  const t = data.texts;
  const statuses = ['healthy', 'warning', 'unknown', 'critical'];
  const severities = ['soft', 'warning', 'unknown', 'critical'];
  const content = document.getElementById('content');
  const collator = new Intl.Collator(data.lang);
  const forms = new Intl.PluralRules(data.lang);
  const clients = count => `${count} ${t.clientForms[forms.select(count)]}`;

  const el = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key === 'class') node.className = value;
      else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? '' : value);
    }
    for (const child of children.flat(Infinity))
      if (child !== null && child !== undefined) node.append(child);
    return node;
  };
  const pad = number => String(number).padStart(2, '0');
  const day = text => {
    if (!text) return '';
    if (text.length === 10) return text;
    const at = new Date(text);
    return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  };
  const minute = text => {
    if (!text) return '';
    const at = new Date(text);
    return `${day(text)} ${pad(at.getHours())}:${pad(at.getMinutes())}`;
  };
  const badge = (kind, text) => el('span', { class: `badge ${kind}` }, text);
  const status = number => badge(statuses[number], t.statuses[number]);
  const title = code => data.titles[code] || code;
  const section = (id, heading, ...children) =>
    el('section', { id, 'aria-labelledby': `${id}-h` }, el('h2', { id: `${id}-h` }, heading), ...children);
  const clientLink = index => {
    const client = data.clients[index];
    return el('a', { href: `#client/${index}` }, `${client.name} (${client.nip || '-'})`);
  };

  const tiles = () => {
    const delta = n => (n === null || n === undefined ? '' : n === 0 ? t.noChange : `${n > 0 ? '+' : ''}${n} ${t.sinceLast}`);
    return el('ul', { class: 'tiles' },
      [3, 2, 1, 0].map(number =>
        el('li', { class: `tile ${statuses[number]}` }, el('b', {}, String(data.counts[number])),
          t.statuses[number], el('br'), el('small', {}, delta(data.deltas && data.deltas[number])))));
  };

  const task = item =>
    el('details', {},
      el('summary', {}, badge(severities[item.severity], t.severities[item.severity]), title(item.code),
        el('span', { class: 'soft' }, ` · ${item.clients.length + item.others.length}`)),
      el('p', {}, item.message),
      item.clients.length ? el('ul', { class: 'people' }, item.clients.map(index => el('li', {}, clientLink(index)))) : null,
      item.others.map(other => [el('p', {}, other.name, ': ', other.message), other.remedy ? el('pre', { tabindex: 0 }, other.remedy) : null]));
  const tasks = (id, heading, urgent, empty) => {
    const mine = data.tasks.filter(item => item.urgent === urgent);
    return section(id, heading,
      mine.length ? null : el('p', {}, empty),
      [0, 1, 2].map(who => {
        const items = mine.filter(item => item.who === who);
        return items.length ? [el('h3', {}, t.actors[who]), items.map(task)] : null;
      }).flat());
  };

  const table = (caption, heads, rows) =>
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
      el('table', {}, el('caption', {}, caption),
        el('thead', {}, el('tr', {}, heads.map(head => el('th', { scope: 'col' }, head)))),
        el('tbody', {}, rows.map(row => el('tr', {}, row.map(cell => el('td', {}, cell)))))));

  const changes = () =>
    section('changes', t.changes,
      !data.run.previous ? el('p', {}, t.firstRun)
        : data.changes.length === 0 ? el('p', {}, `${t.nothingChanged} ${data.run.previous}.`)
        : table(`${t.sinceRun} ${data.run.previous}`, [t.change, t.client, t.finding],
          data.changes.map(change => [
            badge(change.kind < 2 ? 'critical' : 'healthy', t.changeKinds[change.kind]),
            change.client === null || change.client === undefined ? change.name : clientLink(change.client),
            title(change.code)])));

  const calendar = () =>
    section('calendar', t.calendar,
      data.calendar.length === 0 ? el('p', {}, t.noEnds)
        : table(t.calendarCaption, [t.day, t.what, t.whose],
          data.calendar.map(end => [
            el('span', { class: 'num' }, end.day),
            end.text,
            end.clients.length === 0 ? end.name
              : end.clients.length === 1 ? clientLink(end.clients[0])
              : el('details', {}, el('summary', {}, clients(end.clients.length)),
                el('ul', { class: 'people' }, end.clients.map(index => el('li', {}, clientLink(index)))))])));

  const quotas = () =>
    data.quotas.length === 0 ? null
      : section('quotas', t.quotas, table(t.quotasCaption, [t.what, t.left, t.of],
        data.quotas.map(quota => [quota.name, String(quota.remaining), String(quota.limit)])));

  // The long tables are filled once the page has been painted: what there is to do is read first.
  const afterPaint = [];
  const grid = () => {
    const codes = data.codes;
    const body = el('tbody');
    const count = el('p', { role: 'status', class: 'soft' });
    const heads = [
      { key: 'status', text: t.status }, { key: 'name', text: t.client }, { key: 'nip', text: 'NIP', wide: true },
      ...codes.map(code => ({ key: code, text: title(code), code: true }))];
    let sort = { key: 'status', down: true };
    let rows = [];
    const fill = () => { rows = data.clients.map((client, index) => {
      const found = new Map(client.findings.map(finding => [finding[0], finding[1]]));
      const texts = client.findings.filter(finding => finding[1] > 0).map(finding => title(finding[0]));
      return {
        client, found, text: [client.name, client.nip, client.environment, ...texts, ...found.keys()].join(' ').toLocaleLowerCase(data.lang),
        row: el('tr', {},
          el('td', {}, status(client.status)),
          el('th', { scope: 'row', class: 'name' }, el('a', { href: `#client/${index}` }, client.name),
            el('span', { class: 'short soft' }, texts.join(', '))),
          el('td', { class: 'num wide' }, client.nip || ''),
          codes.map(code => found.has(code)
            ? el('td', { class: `mark ${severities[found.get(code)]}` }, el('span', { 'aria-hidden': 'true' }, '\u25CF'),
              el('span', { class: 'hidden-text' }, t.severities[found.get(code)]))
            : el('td', { class: 'mark' }))),
      };
    }); };
    const value = (row, key) =>
      key === 'status' ? row.client.status : key === 'name' ? row.client.name : key === 'nip' ? row.client.nip || '' : row.found.has(key) ? row.found.get(key) : -1;
    const search = el('input', { type: 'search', id: 'search', autocomplete: 'off', oninput: () => show() });
    const filter = el('select', { id: 'filter', onchange: () => show() },
      el('option', { value: '' }, t.all), [3, 2, 1, 0].map(number => el('option', { value: number }, t.statuses[number])));
    const finding = el('select', { id: 'finding', onchange: () => show() },
      el('option', { value: '' }, t.all), codes.map(code => el('option', { value: code }, title(code))));
    const headCells = heads.map(head =>
      el('th', { scope: 'col', class: head.code ? 'code' : head.wide ? 'wide' : null },
        el('button', { type: 'button', 'data-key': head.key, onclick: () => {
          sort = { key: head.key, down: sort.key === head.key ? !sort.down : head.key !== 'name' && head.key !== 'nip' };
          show();
        } }, head.text)));
    const show = () => {
      const words = search.value.toLocaleLowerCase(data.lang).split(/\s+/).filter(Boolean);
      const shown = rows.filter(row =>
        words.every(word => row.text.includes(word)) &&
        (filter.value === '' || row.client.status === Number(filter.value)) &&
        (finding.value === '' || row.found.has(finding.value)));
      const sign = sort.down ? -1 : 1;
      shown.sort((one, other) => {
        const [a, b] = [value(one, sort.key), value(other, sort.key)];
        return sign * (typeof a === 'string' ? collator.compare(a, b) : a - b) || collator.compare(one.client.name, other.client.name);
      });
      heads.forEach((head, index) => {
        if (head.key === sort.key) headCells[index].setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
        else headCells[index].removeAttribute('aria-sort');
      });
      body.replaceChildren(...shown.map(row => row.row));
      count.textContent = `${shown.length} / ${rows.length}`;
    };
    afterPaint.push(() => { fill(); show(); });
    return section('clients', t.clients,
      el('div', { class: 'controls' },
        el('label', { for: 'search' }, t.search, search),
        el('label', { for: 'filter' }, t.status, filter),
        el('label', { for: 'finding' }, t.finding, finding)),
      count,
      el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t.clients },
        el('table', { class: 'grid' }, el('caption', { class: 'hidden-text' }, t.gridCaption),
          el('thead', {}, el('tr', {}, headCells)), body)));
  };

  // Days since 1970-01-01.
  const date = number => (number === null || number === undefined ? '' : new Date(number * 864e5).toISOString().slice(0, 10));
  let known = null;
  const accessRows = () => (known ??= data.access.rows.map(([client, kind, ours, holder, what, since, used, end, state, note, number]) => {
    const word = place => (place === null || place === undefined ? '' : data.access.words[place]);
    const one = typeof client === 'number' ? data.clients[client] : null;
    return {
      client, kind, ours, since, used, end, number,
      name: one ? one.name : client, nip: one ? one.nip : '', holder: word(holder), what: word(what), state: word(state), note: word(note),
    };
  }));
  // Columns of the matrix: heading, what it sorts by, cell.
  const accessColumns = [
    [t.client, row => row.name, row => (typeof row.client === 'number' ? clientLink(row.client) : row.name)],
    [t.holder, row => row.holder, row => [el('span', { class: row.holder ? 'who' : 'soft' }, row.holder || t.nobody), ' ',
      row.ours ? null : badge('warning', t.notOurs)]],
    [t.kind, row => t.accessKinds[row.kind], row => t.accessKinds[row.kind]],
    [t.what, row => row.what, row => [row.what, row.state ? el('span', { class: 'soft' }, ` (${row.state})`) : null,
      row.note || row.number ? el('small', { class: 'soft note' }, [row.note, row.number].filter(Boolean).join(' \u00B7 ')) : null]],
    [t.created, row => row.since || 0, row => el('span', { class: 'num' }, date(row.since))],
    [t.lastUsed, row => row.used || 0, row => el('span', { class: 'num' }, date(row.used))],
    [t.validTo, row => row.end || 0, row => el('span', { class: 'num' }, date(row.end))]];
  const accessRow = (row, columns) =>
    el('tr', {}, columns.map(column => el('td', { 'data-label': column[0] }, column[2](row))));
  const matrix = () => {
    if (!data.access) return null;
    const textOf = row => (row.text ??=
      [row.name, row.nip, row.holder, t.accessKinds[row.kind], row.what, row.state, row.note, row.number].join(' ').toLocaleLowerCase(data.lang));
    const few = 100;
    const body = el('tbody');
    const count = el('p', { role: 'status', class: 'soft' });
    // As the file has them: what is not the office's first.
    let sort = null;
    let all = false;
    const more = el('button', { type: 'button', onclick: () => { all = true; show(); } });
    const search = el('input', { type: 'search', id: 'access-search', autocomplete: 'off', oninput: () => show() });
    const whose = el('select', { id: 'access-whose', onchange: () => show() },
      el('option', { value: '' }, t.all), el('option', { value: '0' }, t.notOurs), el('option', { value: '1' }, t.ourOwn));
    const kind = el('select', { id: 'access-kind', onchange: () => show() },
      el('option', { value: '' }, t.all), t.accessKinds.map((name, index) => el('option', { value: index }, name)));
    const heads = accessColumns.map((column, index) =>
      el('th', { scope: 'col' }, el('button', { type: 'button', onclick: () => {
        sort = { index, down: sort !== null && sort.index === index ? !sort.down : index > 3 };
        show();
      } }, column[0])));
    const show = () => {
      const words = search.value.toLocaleLowerCase(data.lang).split(/\s+/).filter(Boolean);
      const shown = accessRows().filter(row =>
        words.every(word => textOf(row).includes(word)) &&
        (whose.value === '' || row.ours === Number(whose.value)) &&
        (kind.value === '' || row.kind === Number(kind.value)));
      if (sort) {
        const by = accessColumns[sort.index][1];
        const sign = sort.down ? -1 : 1;
        shown.sort((one, other) => {
          const [a, b] = [by(one), by(other)];
          return sign * (typeof a === 'string' ? collator.compare(a, b) : a - b);
        });
      }
      heads.forEach((head, index) => {
        if (sort && index === sort.index) head.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
        else head.removeAttribute('aria-sort');
      });
      const page = all ? shown : shown.slice(0, few);
      body.replaceChildren(...page.map(row => accessRow(row, accessColumns)));
      count.textContent = `${page.length} / ${shown.length}`;
      more.textContent = `${t.showAll} (${shown.length})`;
      more.hidden = page.length === shown.length;
    };
    afterPaint.push(show);
    const seen = sight => data.access.unseen.filter(one => one[1] === sight);
    const unseen = (sight, text) => {
      const these = seen(sight);
      return these.length === 0 ? null
        : el('details', {}, el('summary', {}, `${text}: ${clients(these.length)}`),
          el('ul', { class: 'people' }, these.map(([client]) => el('li', {}, typeof client === 'number' ? clientLink(client) : client))));
    };
    return section('access', t.access,
      data.access.whole ? null : el('p', { class: 'notice' }, t.accessCutOff),
      unseen(2, t.seenNothing), unseen(1, t.seenOwn),
      el('div', { class: 'controls' },
        el('label', { for: 'access-search' }, t.search, search),
        el('label', { for: 'access-whose' }, t.whose, whose),
        el('label', { for: 'access-kind' }, t.kind, kind)),
      count,
      el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t.access },
        el('table', { class: 'matrix' }, el('caption', { class: 'hidden-text' }, t.access),
          el('thead', {}, el('tr', {}, heads)), body)),
      more);
  };
  const accessOf = index => {
    if (!data.access) return null;
    const rows = accessRows().filter(row => row.client === index);
    const unseen = data.access.unseen.find(one => one[0] === index);
    const columns = accessColumns.slice(1);
    return [el('h3', {}, t.access),
      unseen ? el('p', {}, unseen[1] === 2 ? t.seenNothing : t.seenOwn, unseen[2] ? `: ${unseen[2]}` : '.') : null,
      rows.length === 0 ? null
        : el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t.access },
          el('table', { class: 'matrix' }, el('caption', { class: 'hidden-text' }, t.access),
            el('thead', {}, el('tr', {}, columns.map(column => el('th', { scope: 'col' }, column[0])))),
            el('tbody', {}, rows.map(row => accessRow(row, columns)))))];
  };

  const facts = pairs =>
    el('dl', { class: 'facts' }, pairs.filter(pair => pair[1]).map(([name, text]) => [el('dt', {}, name), el('dd', {}, text)]).flat());
  const clientPage = (client, index) => [
    el('p', { class: 'back' }, el('a', { href: '#clients' }, `\u2190 ${t.back}`)),
    el('h2', { id: 'client-h', tabindex: -1 }, client.name, ' ', status(client.status)),
    facts([['NIP', client.nip], [t.environment, client.environment], [t.granted, client.granted.join(', ')]]),
    el('h3', {}, t.findings),
    client.findings.length ? null : el('p', {}, t.allWell),
    client.findings.map(([code, severity, message, remedy, who]) => [
      el('p', {}, badge(severities[severity], t.severities[severity]), ' ', el('strong', {}, title(code)),
        el('span', { class: 'soft' }, ` · ${t.turn}: ${t.actors[who]}`), el('br'), message),
      remedy ? el('pre', { tabindex: 0, 'aria-label': t.command }, remedy) : null]).flat(),
    el('h3', {}, t.credentials),
    client.credentials.map(one => facts([
      [t.kind, one.kind === null || one.kind === undefined ? '' : t.kinds[one.kind]], [t.secret, one.secret], [t.identity, one.identity],
      [t.reference, one.reference], [t.serial, one.serial], [t.created, day(one.created)], [t.lastUsed, day(one.lastUsed)],
      [t.validTo, minute(one.validTo)], [t.permissions, one.permissions.join(', ')]])),
    accessOf(index),
    client.past ? [el('h3', {}, t.history), el('ul', { class: 'past' },
      [...client.past].map((letter, index) => {
        const number = 'hwuc'.indexOf(letter);
        return number < 0 ? null : el('li', { class: statuses[number] }, `${minute(data.past[index])} ${t.statuses[number]}`);
      }))] : null].flat();

  const overview = [
    data.run.reason ? el('p', { class: 'notice' }, data.run.reason) : null,
    el('section', { id: 'summary', 'aria-label': t.summary }, tiles()),
    tasks('week', t.week, true, t.nothingUrgent),
    changes(), calendar(), grid(), matrix(),
    tasks('later', t.later, false, t.nothingLater), quotas()].filter(Boolean);
  document.getElementById('when').textContent = `${t.run} ${minute(data.run.startedAt)} \u00B7 ${t.outcomes[data.run.outcome]} \u00B7 ${clients(data.clients.length)}`;
  document.getElementById('foot').textContent = `KsefTools ${data.run.tool}`;
  document.getElementById('nav').append(...['week', 'changes', 'calendar', 'clients', 'access', 'later', 'quotas']
    .filter(id => overview.some(node => node.id === id)).map(id => el('a', { href: `#${id}` }, t.nav[id])));

  let scroll = 0;
  const route = () => {
    const match = /^#client\/(\d+)$/.exec(location.hash);
    const client = match && data.clients[Number(match[1])];
    if (client) {
      scroll = window.scrollY;
      content.replaceChildren(el('article', { id: 'client', 'aria-labelledby': 'client-h' }, clientPage(client, Number(match[1]))));
      window.scrollTo(0, 0);
      document.getElementById('client-h').focus();
    } else if (content.firstChild !== overview[0]) {
      content.replaceChildren(...overview);
      const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
      if (target && target.id !== 'clients') target.scrollIntoView();
      else window.scrollTo(0, scroll);
    }
  };
  window.addEventListener('hashchange', route);
  window.addEventListener('beforeprint', () => document.querySelectorAll('#week details').forEach(node => { node.open = true; }));
  route();
  requestAnimationFrame(() => setTimeout(() => afterPaint.forEach(fill => fill())));
})();
