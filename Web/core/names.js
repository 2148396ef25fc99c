/** The names of people, as they were last seen. */

export class Names {
  #emit;
  /** @type {Map<number, string>} */
  all = new Map();

  /** @param {(event: string, data: any) => void} emit */
  constructor(emit) {
    this.#emit = emit;
  }

  /**
   * Takes note of names, and tells of those that are new.
   * @template {{ id: number, name: string }} P
   * @param {P[] | null} people
   * @returns {P[]}
   */
  learn(people) {
    const news = (people ?? []).filter((person) => this.all.get(person.id) !== person.name);
    for (const person of news) this.all.set(person.id, person.name);
    if (news.length) this.#emit("people", news.map((person) => [person.id, person.name]));
    return people ?? [];
  }
}
