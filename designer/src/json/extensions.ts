import { autocompletion } from '@codemirror/autocomplete';
import { indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { completionOf, type Knowledge } from './completion.ts';
import { hoverOf } from './hover.ts';
import { theme } from './theme.ts';

/** What the editor's own panels say, for languages other than English. */
const phrases: Record<string, Record<string, string>> = {
  it: {
    Find: 'Cerca',
    Replace: 'Sostituisci',
    next: 'successivo',
    previous: 'precedente',
    all: 'tutti',
    'match case': 'maiuscole',
    regexp: 'espressione regolare',
    'by word': 'parola intera',
    replace: 'sostituisci',
    'replace all': 'sostituisci tutti',
    close: 'chiudi',
    'current match': 'risultato attuale',
    'on line': 'alla riga',
    'replaced $ matches': '$ sostituzioni',
    'replaced match on line $': 'sostituito alla riga $',
    'Go to line': 'Vai alla riga',
    go: 'vai',
    Completions: 'Completamenti',
    Diagnostics: 'Errori',
    'No diagnostics': 'Nessun errore',
    'Fold line': 'Chiudi la riga',
    'Unfold line': 'Apri la riga',
    'folded code': 'testo chiuso',
    unfold: 'apri',
    'Folded lines': 'Righe chiuse',
    'Unfolded lines': 'Righe aperte',
    'Selection deleted': 'Selezione eliminata',
  },
};

/** Everything that makes a text field an editor of one kind of document. */
export function extensionsFor(knowledge: Knowledge, label: string): Extension[] {
  const { language } = knowledge.words();
  return [
    basicSetup,
    // Tab indents, as people expect of an editor; Escape, then Tab, leaves it, which the line below it says.
    keymap.of([...lintKeymap, indentWithTab]),
    json(),
    indentUnit.of('  '),
    EditorView.lineWrapping,
    autocompletion({ override: [completionOf(knowledge)], icons: false }),
    hoverOf(knowledge),
    lintGutter(),
    theme,
    EditorState.phrases.of(phrases[language] ?? {}),
    EditorView.contentAttributes.of({
      'aria-label': label,
      tabindex: '0',
      'aria-multiline': 'true',
      spellcheck: 'false',
    }),
  ];
}
