import type { DocumentOf, DocumentView, Kind } from '@pih/schemas/types';
import { computed, readonly, ref, shallowReadonly, shallowRef } from 'vue';
import { problemOf, slugOf } from '../../../api/index.ts';
import { useLive } from '../../../live/index.ts';
import { useSession } from '../../session/index.ts';
import * as api from '../api.ts';
import type { Content } from '../model.ts';
import { useAutosave } from './autosave.ts';
import type { Conflicting, DraftControl } from './draft-control.ts';
import { keptWork } from './kept-work.ts';
import { useLiveCheck } from './live-check.ts';
import { noSteps, redone, taken, undone } from './steps.ts';
import { isSame, shownIn, theirsIn } from './what-stands.ts';
import { whenLeaving } from './when-leaving.ts';

/**
 * Opens a document for editing. Call it in the setup of the component that shows the document: it saves, listens and
 * checks while that component lives.
 * @param opened what the engine has, just read
 * @param clock milliseconds, for telling steps apart
 */
export function useDocumentDraft<K extends Kind>(
  kind: K,
  id: string,
  opened: DocumentView,
  clock: () => number = Date.now,
): DraftControl<K> {
  const session = useSession();
  const me = computed(() => session.session?.operator);
  const kept = keptWork(me.value?.id ?? '', kind, id);

  const stored = shallowRef(opened);
  const steps = shallowRef(noSteps(shownIn(opened)));
  /** What the engine has of this window's work, and the version that it gave it. */
  const saved = shallowRef({ document: steps.value.now, version: opened.draft?.version ?? 0 });
  const conflict = shallowRef<Conflicting>();
  const isGone = ref(false);
  /** What was sent and perhaps never answered: when it turns up at the engine, it is nobody else's. */
  let sent: Content | undefined;

  const isUnsaved = (): boolean => steps.value.now !== saved.value.document;
  const keep = (): void => {
    const { document: base, version } = saved.value;
    if (isUnsaved()) kept.keep({ document: steps.value.now, version, base, at: new Date(clock()).toISOString() });
    else kept.forget();
  };

  const autosave = useAutosave({ isUnsaved, send, settle }, opened.draft?.at);
  const { check, ask: checkNow } = useLiveCheck(kind, id, () => ({
    document: steps.value.now,
    version: saved.value.version,
  }));

  async function send(): Promise<string> {
    const document = steps.value.now;
    sent = document;
    const { version } = await api.saveDraft(kind, id, { document, version: saved.value.version });
    saved.value = { document, version };
    isGone.value = false;
    keep();
    const at = new Date(clock()).toISOString();
    const by = { type: 'operator' as const, ...(me.value && { id: me.value.id, name: me.value.name }) };
    const { editors = [], basedOn = stored.value.published?.revision ?? null } = stored.value.draft ?? {};
    const everybody = [...editors.filter((one) => one.id !== by.id), by];
    stored.value = { ...stored.value, draft: { version, document, at, by, editors: everybody, basedOn } };
    return at;
  }

  /** The engine has another draft than the one worked on here. True when it is this window's own work after all. */
  async function settle(): Promise<boolean> {
    const view = await api.readDocument(kind, id);
    return !opposes(view);
  }

  /** Takes in what the engine has while there are unsaved changes here; true when somebody must decide between the two. */
  function opposes(view: DocumentView): boolean {
    const theirs = theirsIn(view);
    stored.value = view;
    if (!theirs || [saved.value.document, sent, steps.value.now].some((mine) => isSame(mine, theirs.document))) {
      // Published or thrown away as it was, or an answer of the engine that got lost: nobody else's words are in it.
      const known = theirs && isSame(steps.value.now, theirs.document) ? steps.value.now : theirs?.document;
      saved.value = { document: known ?? {}, version: theirs?.version ?? 0 };
      return false;
    }
    conflict.value = { base: saved.value.document, theirs };
    return true;
  }

  /** Shows what the engine has: there is nothing unsaved here. */
  function follow(view: DocumentView): void {
    stored.value = view;
    const document = isSame(steps.value.now, shownIn(view)) ? steps.value.now : shownIn(view);
    steps.value = taken(steps.value, document, clock());
    saved.value = { document, version: view.draft?.version ?? 0 };
    autosave.decided(view.draft?.at);
  }

  async function refresh(): Promise<void> {
    try {
      const view = await api.readDocument(kind, id);
      isGone.value = false;
      if (!isUnsaved()) follow(view);
      else if ((view.draft?.version ?? 0) === saved.value.version) stored.value = view;
      else if (opposes(view)) autosave.stop(draftChanged);
    } catch (error) {
      const problem = problemOf(error);
      if (slugOf(problem) === 'document-not-found') {
        isGone.value = true;
        // Saved again it begins anew.
        saved.value = { ...saved.value, version: 0 };
      }
      // Otherwise the engine is away: what is shown stays, and the next news or save tells more.
    }
  }

  useLive({
    document: (news) => {
      if (news.kind !== kind || news.id !== id) return;
      // An own save is told before it is answered; what it says is known in a moment anyway.
      void (autosave.isSending() ? autosave.now().then(refresh) : refresh());
    },
    missed: () => void (isUnsaved() ? autosave.now() : refresh()),
  });

  function step(next: Content, merge?: string): void {
    steps.value = taken(steps.value, next, clock(), merge);
    stepped();
  }
  function stepped(): void {
    keep();
    autosave.soon();
  }

  const isArchived = computed(() => stored.value.archived !== null);
  const owner = computed(() => {
    const by = stored.value.draft?.by;
    return by && by.id !== me.value?.id && steps.value.now === saved.value.document ? by : undefined;
  });
  const isReadonly = computed(() => !session.mayWith('edit', kind) || isArchived.value || owner.value !== undefined);

  whenLeaving(() => void (isUnsaved() && autosave.now()));

  /** Work that an earlier visit could not save goes on where it stopped, or is set against what happened since. */
  function takeUp(): void {
    const work = kept.takeUp();
    if (!work || !session.mayWith('edit', kind)) return;
    if (isSame(work.document, steps.value.now)) return kept.forget();
    const isCurrent = work.version === saved.value.version && !owner.value;
    if (!isCurrent) saved.value = { document: work.base, version: work.version };
    step(work.document);
    if (!isCurrent && opposes(opened)) autosave.stop(draftChanged);
  }
  takeUp();

  return {
    kind,
    id,
    // What is edited was a document of this kind when it was opened, and editors hand in the like.
    document: computed(() => steps.value.now as unknown as DocumentOf[K]),
    stored: shallowReadonly(stored),
    readonly: isReadonly,
    isChanged: computed(() => !isSame(steps.value.now, stored.value.published?.document)),
    saving: autosave.saving,
    check,
    checkNow,
    change(next, { merge } = {}) {
      if (isReadonly.value) return;
      const now = steps.value.now as unknown as DocumentOf[K];
      step((typeof next === 'function' ? next(now) : next) as unknown as Content, merge);
    },
    undo() {
      steps.value = undone(steps.value);
      stepped();
    },
    redo() {
      steps.value = redone(steps.value);
      stepped();
    },
    canUndo: computed(() => !isReadonly.value && steps.value.past.length > 0),
    canRedo: computed(() => !isReadonly.value && steps.value.future.length > 0),
    save: autosave.now,
    owner,
    version: computed(() => saved.value.version),
    conflict: shallowReadonly(conflict),
    isGone: readonly(isGone),
    async takeOver() {
      // A copy, so that it counts as unsaved: sending it is what makes it one's own.
      steps.value = taken(steps.value, { ...steps.value.now }, clock());
      stepped();
      await autosave.now();
    },
    async settleWith(settled) {
      const theirs = conflict.value?.theirs;
      if (!theirs) return;
      conflict.value = undefined;
      saved.value = { document: theirs.document, version: theirs.version };
      steps.value = taken(steps.value, settled === steps.value.now ? { ...settled } : settled, clock());
      keep();
      autosave.decided();
      await autosave.now();
    },
    loadTheirs() {
      const theirs = conflict.value?.theirs;
      if (!theirs) return;
      conflict.value = undefined;
      steps.value = taken(steps.value, theirs.document, clock());
      saved.value = { document: theirs.document, version: theirs.version };
      keep();
      autosave.decided(theirs.at);
    },
    refresh,
    async discard() {
      await api.discardDraft(kind, id, saved.value.version);
      const live = stored.value.published?.document;
      if (live) follow({ ...stored.value, draft: null });
      kept.forget();
    },
  };
}

/** A conflict that news told of, before any save was refused: the same problem as the engine would answer. */
const draftChanged = { type: 'draft-changed', title: 'Somebody else changed the draft', status: 409 };
