// Lists of links within a form: task list, error summary, answers to check. Real addresses, but a
// plain click stays in this session.

function element(name, words, kind) {
  const made = document.createElement(name);
  if (words !== undefined) made.textContent = words;
  if (kind) made.className = kind;
  return made;
}

function link(words, item, go) {
  const made = element("a", words);
  made.href = item.href;
  made.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(item.id);
  });
  return made;
}

function tasks(data, go) {
  const list = element("ul", undefined, "tasks");
  for (const item of data.items) {
    const row = element("li");
    const name = element("span", undefined, "name");
    name.append(link(item.text, item, go), element("span", item.hint, "hint"));
    row.append(name, element("span", item.status, `status ${item.tone}`));
    list.append(row);
  }
  return [list];
}

function errors(data, go) {
  const box = element("div", undefined, "errors");
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  const list = element("ul");
  for (const item of data.items) {
    const row = element("li");
    row.append(link(item.text, item, go));
    list.append(row);
  }
  box.append(element("h2", data.title), list);
  return [box];
}

function answer(row, go) {
  const line = element("div", undefined, "row");
  const given = element("dd", undefined, row.missing ? "missing" : "");
  given.append(document.createTextNode(row.answer));
  if (row.said) given.append(element("p", row.said, "said"));
  const action = element("dd");
  const change = link("Change", row, go);
  change.append(element("span", ` ${row.question}`, "hidden"));
  action.append(change);
  line.append(element("dt", row.question), given, action);
  return line;
}

function summary(data, go) {
  return data.groups.map((group) => {
    const part = element("section", undefined, "summary");
    const list = element("dl");
    list.append(...group.rows.map((row) => answer(row, go)));
    part.append(element("h3", group.title), list);
    return part;
  });
}

const KINDS = { tasks, errors, summary };

function isDark(host) {
  const paper = getComputedStyle(host).getPropertyValue("--st-background-color").trim();
  const hex = /^#([0-9a-f]{6})/i.exec(paper);
  return Boolean(hex) && parseInt(hex[1].slice(0, 2), 16) < 110;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.classList.toggle("dark", isDark(parentElement.host ?? parentElement));
  root.replaceChildren(...KINDS[data.kind](data, (id) => setTriggerValue("go", id)));
}
