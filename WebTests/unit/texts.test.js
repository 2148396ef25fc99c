import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../../Web/text/en.js";
import { Format, daysBetween } from "../../Web/text/format.js";
import { linkify } from "../../Web/text/linkify.js";
import { ru } from "../../Web/text/ru.js";
import { choose, reason, speak, t } from "../../Web/text/texts.js";

const holes = (text) => [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map((match) => match[1]);

test("both languages say the same things, with the same values", () => {
  assert.deepEqual(Object.keys(ru).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en)) {
    assert.deepEqual(new Set(holes(ru[key])), new Set(holes(en[key])), key);
    assert.equal(typeof ru[key], typeof en[key], key);
  }
});

test("every plural has all forms of its language", () => {
  for (const [language, texts] of Object.entries({ en, ru })) {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text === "object") assert.deepEqual(Object.keys(text).sort(), [...categories].sort(), `${language} ${key}`);
    }
  }
});

test("numbers choose the form", () => {
  speak("ru");
  assert.deepEqual([1, 2, 5, 11, 21].map((n) => t("members", { n })), [
    "1 участник", "2 участника", "5 участников", "11 участников", "21 участник",
  ]);
  speak("en");
  assert.deepEqual([1, 2].map((n) => t("members", { n })), ["1 member", "2 members"]);
});

test("the language is the chosen one, else the first of the browser's that we have, else English", () => {
  assert.equal(choose("ru", ["en-US"]), "ru");
  assert.equal(choose(undefined, ["de-DE", "ru-RU", "en"]), "ru");
  assert.equal(choose("xx", []), "en");
});

test("refusals are told in words", () => {
  speak("en");
  assert.equal(reason({ code: "offline" }), "The server cannot be reached.");
  assert.equal(reason({ code: "email_taken", detail: "Taken." }), "Taken.");
  const detail = [{ type: "string_too_short", loc: ["body", "password"], msg: "x", ctx: { min_length: 8 } }];
  assert.equal(reason({ code: "validation_failed", detail }), "Password: at least 8 characters.");
  assert.equal(reason({ code: "new_code" }), "Something went wrong. Try again.");
});

test("days are told as people do", () => {
  const now = new Date(2026, 5, 15, 12).getTime();
  const day = 86_400_000;
  const english = new Format("en");
  assert.deepEqual([0, 1, 20].map((ago) => english.day(now - ago * day, now)), ["Today", "Yesterday", "May 26"]);
  assert.equal(english.day(now - 400 * day, now), "May 11, 2025");
  assert.equal(new Format("ru").day(now, now), "Сегодня");
  assert.equal(new Format("ru").brief(now - 20 * day, now), "26 мая");
});

test("a day ends at midnight", () => {
  assert.equal(daysBetween(new Date(2026, 0, 1, 23, 59).getTime(), new Date(2026, 0, 2, 0, 1).getTime()), 1);
  assert.equal(daysBetween(new Date(2026, 0, 1, 0, 1).getTime(), new Date(2026, 0, 1, 23, 59).getTime()), 0);
});

const links = (text) => linkify(text).filter((part) => part.href).map((part) => [part.text, part.href]);

test("links are found in a text, without the punctuation around them", () => {
  assert.deepEqual(links("see https://a.example/x?y=1."), [["https://a.example/x?y=1", "https://a.example/x?y=1"]]);
  assert.deepEqual(links("(https://a.example/x)"), [["https://a.example/x", "https://a.example/x"]]);
  assert.deepEqual(links("https://a.example/w_(x)"), [["https://a.example/w_(x)", "https://a.example/w_(x)"]]);
  assert.deepEqual(links("write to Anna@example.com!"), [["Anna@example.com", "mailto:Anna@example.com"]]);
});

test("nothing but http, https and mailto becomes a link", () => {
  for (const text of ["javascript:alert(1)", "data:text/html,x", "ftp://a", "file:///etc/passwd", "//a.example", "http://"]) {
    assert.deepEqual(links(text), [], text);
  }
});

test("an address ends before a mark that changes the direction of text", () => {
  assert.deepEqual(links("https://a.example/\u202egpj.exe"), [["https://a.example/", "https://a.example/"]]);
});

test("the parts are the whole text, whatever it is", () => {
  const samples = ["", "plain", "<b>&amp;</b> https://a.example/<script>", "a@b.c d@e.f", "https://a https://b.c\n\n👋", "http://[", "@@@"];
  for (const text of samples) assert.equal(linkify(text).map((part) => part.text).join(""), text);
});
