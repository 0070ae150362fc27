// What a page looks like, frame by frame, written into the document for --dump-dom.
const channel = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const luminance = (c) => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
const colour = (text) => text.match(/[\d.]+/g).map(Number);
const ratio = (a, b) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (light + 0.05) / (dark + 0.05);
};
const said = (node) => [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("").trim();

function ground(view, node) {
  for (; node; node = node.parentElement) {
    const behind = colour(view.getComputedStyle(node).backgroundColor);
    if (behind.length < 4 || behind[3] > 0) return behind;
  }
  return [255, 255, 255];
}

function measured(frame) {
  const view = frame.contentWindow, page = frame.contentDocument, width = view.innerWidth;
  const found = { overflow: page.documentElement.scrollWidth - width, contrast: 99, size: 99, worst: "", beyond: "" };
  const markup = new Set();
  for (const node of page.querySelectorAll("*")) {
    markup.add(node.localName);
    for (const { name, value } of node.attributes) {
      markup.add(`${node.localName} ${name}${/^[\s\0]*\w+script\s*:/i.test(value) ? " script" : ""}`);
    }
    const style = view.getComputedStyle(node), box = node.getBoundingClientRect();
    if (style.display === "none" || !box.width || node.closest(".preheader, head")) continue;
    if (box.right > width + 1 || box.left < -1) found.beyond = `${node.localName} «${node.textContent.slice(0, 60)}»`;
    if (!said(node)) continue;
    const contrast = ratio(colour(style.color), ground(view, node));
    if (contrast < found.contrast) [found.contrast, found.worst] = [contrast, said(node).slice(0, 60)];
    found.size = Math.min(found.size, parseFloat(style.fontSize));
  }
  return { ...found, markup: [...markup].sort() };
}

onload = () => {
  const out = [...document.querySelectorAll("iframe")].map((frame) => [frame.title, measured(frame)]);
  document.body.innerHTML = "<pre id=out></pre>";
  document.getElementById("out").textContent = JSON.stringify(Object.fromEntries(out));
};
