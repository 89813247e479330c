import type { Database, DataSource, Entity, Page, StoredText } from "../entities.ts";
import type { Change, Store } from "../store/store.ts";
import { wordsOf } from "./words-of.ts";

/** What a search finds. */
export type Findable = Page | Database | DataSource;

/** `title`: in lower case. */
export type Titled = { id: string; kind: Findable["kind"]; title: string };

/** The titles of all there is, by their last edit; made at the first search, and kept in step with the writes. */
export class Titles {
  readonly #store: Store;
  /** Oldest edit first; a place is empty once what stood there has been edited again. */
  #titles: (Titled | undefined)[] | undefined;
  readonly #places = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
    store.onCommit((changes) => this.#follow(changes));
    store.onReplace(() => {
      this.#titles = undefined;
    });
  }

  /** Those of some kinds that contain the words, which are in lower case; made as they are asked for. */
  *matching(words: string, kinds: readonly string[], first: "newest" | "oldest"): Generator<Titled> {
    const titles = this.#all();
    const step = first === "newest" ? -1 : 1;
    // A quarter of a million of them: a plain loop, that stops only where something is found.
    for (
      let place = first === "newest" ? titles.length - 1 : 0;
      0 <= place && place < titles.length;
      place += step
    ) {
      const titled = titles[place];
      if (titled?.title.includes(words) && kinds.includes(titled.kind)) yield titled;
    }
  }

  #all(): (Titled | undefined)[] {
    // Half of it empty: packed anew.
    if (!this.#titles || this.#titles.length > 2 * this.#places.size + 100) this.#titles = this.#gather();
    return this.#titles;
  }

  #gather(): Titled[] {
    const found = [...this.#store.all()].filter(isFindable);
    found.sort((a, b) => a.stamp.editedAt - b.stamp.editedAt || a.stamp.edit - b.stamp.edit);
    this.#places.clear();
    for (const [place, { id }] of found.entries()) this.#places.set(id, place);
    return found.map(titledOf);
  }

  #follow(changes: readonly Change[]): void {
    const titles = this.#titles;
    if (!titles) return;
    const written = changes.flatMap(({ before, after }) =>
      after && isFindable(after) ? { after, isEdit: before?.stamp.edit !== after.stamp.edit } : [],
    );
    for (const { after, isEdit } of written.sort((a, b) => a.after.stamp.edit - b.after.stamp.edit)) {
      const place = this.#places.get(after.id);
      // The other end of a relation changes without an edit.
      if (place !== undefined && !isEdit) titles[place] = titledOf(after);
      else {
        if (place !== undefined) titles[place] = undefined;
        this.#places.set(after.id, titles.push(titledOf(after)) - 1);
      }
    }
  }
}

function isFindable(entity: Entity): entity is Findable {
  return entity.kind === "page" || entity.kind === "database" || entity.kind === "data_source";
}

function titledOf(entity: Findable): Titled {
  const title = entity.kind === "page" ? entity.values.title : entity.title;
  return {
    id: entity.id,
    kind: entity.kind,
    title: wordsOf(title as StoredText[] | undefined).toLowerCase(),
  };
}
