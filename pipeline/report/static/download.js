"use strict";

/* What a table shows, as a file: CSV for any program, XLSX for spreadsheets. Nothing in either is a formula: a text that begins like
   one gets an apostrophe in CSV, and cells of XLSX say themselves that they are text.

   XLSX is a ZIP of five small XML files. The browser deflates and this writes the rest, in fewer lines than a library has files. */
const Download = (() => {
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
  // Characters that XML may not hold.
  const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const LONGEST = 32767;
  const encoder = new TextEncoder();

  function csv(lines) {
    const cell = (value) => {
      if (typeof value === "number") return String(value);
      const text = FORMULA.test(value) ? `'${value}` : value;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    // The mark at the head tells spreadsheets the encoding.
    return new Blob(["\ufeff", ...lines.map((line) => `${line.map(cell).join(",")}\r\n`)], { type: "text/csv;charset=utf-8" });
  }

  const escaped = (text) => text.replace(FORBIDDEN, "").slice(0, LONGEST)
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");

  function sheet(lines) {
    const cell = (value) => (typeof value === "number"
      ? `<c><v>${value}</v></c>`
      : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`);
    const rows = lines.map((line) => `<row>${line.map(cell).join("")}</row>`).join("");
    return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>${rows}</sheetData></worksheet>`;
  }

  const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts = (lines) => ({
    "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
    "_rels/.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="policyfacts" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": sheet(lines),
  });

  /* ZIP, as APPNOTE.TXT of PKWARE says it: each file behind its header, then a directory of them all. */

  const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    return rest;
  });

  function crc32(bytes) {
    let rest = 0xffffffff;
    for (const byte of bytes) rest = (rest >>> 8) ^ TABLE[(rest ^ byte) & 0xff];
    return (rest ^ 0xffffffff) >>> 0;
  }

  /* Numbers as little-endian bytes: [size, number] pairs. */
  function record(...fields) {
    const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const [size, number] of fields) {
      if (size === 2) view.setUint16(at, number, true);
      else view.setUint32(at, number, true);
      at += size;
    }
    return bytes;
  }

  async function zip(files) {
    const VERSION = [2, 20];
    const UTF8 = [2, 0x800];
    const DEFLATED = [2, 8];
    const DAY = [4, 0x210000]; // 1 January 1980: the same rows give the same file
    const body = [];
    const directory = [];
    let offset = 0;
    for (const [path, text] of Object.entries(files)) {
      const [name, plain] = [encoder.encode(path), encoder.encode(text)];
      const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      const data = new Uint8Array(await new Response(stream).arrayBuffer());
      const sizes = [[4, crc32(plain)], [4, data.length], [4, plain.length], [2, name.length], [2, 0]];
      const header = record([4, 0x04034b50], VERSION, UTF8, DEFLATED, DAY, ...sizes);
      body.push(header, name, data);
      directory.push(record([4, 0x02014b50], VERSION, VERSION, UTF8, DEFLATED, DAY, ...sizes, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), name);
      offset += header.length + name.length + data.length;
    }
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    const count = Object.keys(files).length;
    const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);
    return new Blob([...body, ...directory, end], { type: `${TYPE}.sheet` });
  }

  const FORMATS = { csv, xlsx: (lines) => zip(parts(lines)) };

  /* Save lines of texts and numbers, the headings first, as `name`.csv or `name`.xlsx. */
  async function save(name, format, lines) {
    const link = make("a");
    link.href = URL.createObjectURL(await FORMATS[format](lines));
    link.download = `${name}.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /* The buttons of a menu: `lines()` when one is clicked. */
  function menu(details, name, lines) {
    for (const button of details.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        details.open = false;
        save(name, button.dataset.format, lines());
      });
    }
  }

  return { menu };
})();
