/** Times, days and counts as people of a language write them. */

/** @type {Map<string, any>} Making a formatter costs a millisecond. */
const made = new Map();

/**
 * @template T
 * @param {string} key
 * @param {() => T} make
 * @returns {T}
 */
function once(key, make) {
  if (!made.has(key)) made.set(key, make());
  return made.get(key);
}

export class Format {
  /** @param {string} language */
  constructor(language) {
    this.language = language;
  }

  /**
   * @param {number} at
   * @param {Intl.DateTimeFormatOptions} options
   */
  #date(at, options) {
    const key = `${this.language} ${JSON.stringify(options)}`;
    return once(key, () => new Intl.DateTimeFormat(this.language, options)).format(at);
  }

  /** @param {number} at */
  time(at) {
    return this.#date(at, { hour: "numeric", minute: "2-digit" });
  }

  /** @param {number} at */
  full(at) {
    return this.#date(at, { dateStyle: "long", timeStyle: "short" });
  }

  /**
   * The heading of a day.
   * @param {number} at
   * @param {number} now
   */
  day(at, now) {
    const days = daysBetween(at, now);
    if (days <= 1 && days >= 0) {
      const make = () => new Intl.RelativeTimeFormat(this.language, { numeric: "auto" });
      const word = once(`${this.language} relative`, make);
      return capitalised(word.format(-days, "day"), this.language);
    }
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    return this.#date(at, { day: "numeric", month: "long", ...(!sameYear && { year: "numeric" }) });
  }

  /**
   * The short time in the list of chats.
   * @param {number} at
   * @param {number} now
   */
  brief(at, now) {
    const days = daysBetween(at, now);
    if (days <= 0) return this.time(at);
    if (days < 7) return this.#date(at, { weekday: "short" });
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    return this.#date(at, sameYear ? { day: "numeric", month: "short" } : { dateStyle: "short" });
  }

  /**
   * The form of a word that belongs to a number.
   * @param {number} count
   * @param {{ [category: string]: string }} forms with `#` in the number's place
   */
  count(count, forms) {
    const rules = once(`${this.language} plural`, () => new Intl.PluralRules(this.language));
    const number = once(`${this.language} number`, () => new Intl.NumberFormat(this.language));
    return (forms[rules.select(count)] ?? forms.other).replace("#", number.format(count));
  }
}

/**
 * Whole calendar days from one moment to another, where the person is.
 * @param {number} at
 * @param {number} now
 */
export function daysBetween(at, now) {
  const midnight = (/** @type {number} */ moment) => new Date(moment).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}

/**
 * @param {string} text
 * @param {string} language
 */
function capitalised(text, language) {
  const [first = ""] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}
